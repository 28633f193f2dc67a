import { parseAst } from 'vitest/node';

export type Import = { readonly specifier: string; readonly isType: boolean };
type Node = { readonly type: string; readonly [key: string]: unknown };

/**
 * Every module a TypeScript source names: imports and re-exports, dynamic ones, `require`, types written as
 * `import('…')`, and files named for a worker by `new URL('…', import.meta.url)`. `isType` where nothing of it is left
 * when the program runs. A dynamic import of something else than a literal text throws, since no table can judge it.
 */
export function importsOf(source: string, name = 'source.tsx'): Import[] {
  const found: Import[] = [];
  const lang = name.endsWith('x') ? 'tsx' : 'ts';
  visit(parseAst(source, { lang }, name) as unknown as Node, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        found.push({ specifier: literal(node.source, name), isType: isTypeOnly(node, 'importKind') });
        break;
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) found.push({ specifier: literal(node.source, name), isType: isTypeOnly(node, 'exportKind') });
        break;
      case 'ImportExpression':
        found.push({ specifier: literal(node.source, name), isType: false });
        break;
      case 'TSImportType':
        found.push({ specifier: literal(node.source, name), isType: true });
        break;
      case 'TSExternalModuleReference':
        found.push({ specifier: literal(node.expression, name), isType: false });
        break;
      case 'CallExpression':
        if ((node.callee as Node).name === 'require') {
          found.push({ specifier: literal((node.arguments as unknown[])[0], name), isType: false });
        }
        break;
      case 'NewExpression': {
        const [file, base] = node.arguments as Node[];
        if ((node.callee as Node).name === 'URL' && (base?.object as Node)?.type === 'MetaProperty') {
          found.push({ specifier: literal(file, name), isType: false });
        }
      }
    }
  });
  return found;
}

/** Every name and every literal text of a TypeScript source, wherever they stand; comments have none. */
export function namesOf(source: string, name = 'source.tsx'): Set<string> {
  const found = new Set<string>();
  const lang = name.endsWith('x') ? 'tsx' : 'ts';
  visit(parseAst(source, { lang }, name) as unknown as Node, (node) => {
    if (node.type === 'Identifier') found.add(node.name as string);
    if (node.type === 'Literal' && typeof node.value === 'string') found.add(node.value);
    if (node.type === 'TemplateElement') found.add((node.value as { cooked: string }).cooked);
  });
  return found;
}

function isTypeOnly(node: Node, kind: 'importKind' | 'exportKind'): boolean {
  if (node[kind] === 'type') return true;
  const specifiers = (node.specifiers ?? []) as Node[];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[kind] === 'type');
}

function literal(node: unknown, name: string): string {
  const { type, value, quasis } = node as { type: string; value?: unknown; quasis?: { value: { cooked: string } }[] };
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type === 'TemplateLiteral' && quasis?.length === 1) return quasis[0].value.cooked;
  throw new RangeError(`importsOf: ${name} imports something that is not a literal text, got a ${type}`);
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node !== null && typeof node === 'object') {
    if (typeof (node as Node).type === 'string') see(node as Node);
    for (const child of Object.values(node)) visit(child, see);
  }
}
