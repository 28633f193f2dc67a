-- Who may sign in, with what, and what was done. What a person owns hangs on users; an account is one user's way in, and
-- while there is none the product is open to whoever sits at this computer.
CREATE TABLE accounts (
  user_id          UUID PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  name             VARCHAR(64) NOT NULL,
  -- scrypt, with its parameters and salt.
  password_hash    VARCHAR(200) NOT NULL,
  is_administrator BOOLEAN NOT NULL DEFAULT false,
  created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
  password_set_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT accounts_name_key UNIQUE (name),
  CONSTRAINT accounts_name_check CHECK (name ~ '^[a-z0-9][a-z0-9._@+-]*$'),
  CONSTRAINT accounts_password_hash_check CHECK (password_hash LIKE '$scrypt$%')
);

-- Of a secret only its SHA-256 is here. A session's secret is replaced from time to time: the next one is valid from the
-- moment it is handed out, the one before it until shortly after the next was used, so that no request falls between.
CREATE TABLE account_sessions (
  id             UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  account_id     UUID NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
  secret_hash    CHAR(64) NOT NULL,
  next_hash      CHAR(64),
  previous_hash  CHAR(64),
  previous_until TIMESTAMPTZ,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  renewed_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_seen_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at     TIMESTAMPTZ NOT NULL,
  address        VARCHAR(45),
  user_agent     VARCHAR(200),
  CONSTRAINT account_sessions_secret_key UNIQUE (secret_hash),
  CONSTRAINT account_sessions_next_key UNIQUE (next_hash),
  CONSTRAINT account_sessions_previous_check CHECK ((previous_hash IS NULL) = (previous_until IS NULL))
);

CREATE INDEX account_sessions_account_idx ON account_sessions (account_id);
CREATE INDEX account_sessions_previous_idx ON account_sessions (previous_hash);

CREATE TABLE api_tokens (
  id           UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  account_id   UUID NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
  name         VARCHAR(80) NOT NULL,
  secret_hash  CHAR(64) NOT NULL,
  scope        VARCHAR(8) NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at   TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ,
  CONSTRAINT api_tokens_secret_key UNIQUE (secret_hash),
  CONSTRAINT api_tokens_name_check CHECK (name ~ '\S'),
  CONSTRAINT api_tokens_scope_check CHECK (scope IN ('read', 'write'))
);

CREATE INDEX api_tokens_account_idx ON api_tokens (account_id, created_at);

-- How often somebody has tried to sign in, by a name, from an address and by both; here and not in a process, so that
-- it holds over all of them.
CREATE TABLE sign_in_attempts (
  bucket     CHAR(64) PRIMARY KEY,
  attempts   INTEGER NOT NULL,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_attempts_count_check CHECK (attempts >= 0)
);

-- What was done, by whom and from where. It outlives the account it is about.
CREATE TABLE audit_events (
  id           UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  owner_id     UUID REFERENCES users (id) ON DELETE SET NULL,
  account_name VARCHAR(64),
  action       VARCHAR(40) NOT NULL,
  via          VARCHAR(16) NOT NULL,
  address      VARCHAR(45),
  subject_id   UUID,
  detail       JSONB NOT NULL DEFAULT '{}',
  happened_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT audit_events_via_check CHECK (via IN ('session', 'token', 'open', 'command', 'sign-in')),
  CONSTRAINT audit_events_detail_check CHECK (jsonb_typeof(detail) = 'object')
);

CREATE INDEX audit_events_owner_idx ON audit_events (owner_id, id);
