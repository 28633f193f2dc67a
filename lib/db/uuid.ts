const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a UUID, so that PostgreSQL will read it as one. */
export const isUuid = (text: string): boolean => pattern.test(text);
