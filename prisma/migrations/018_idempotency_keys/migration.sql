-- What was answered to a request that carried an Idempotency-Key: written in the transaction of its effect, so that the
-- one is never there without the other.
CREATE TABLE idempotency_keys (
  owner_id     UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key          VARCHAR(255) NOT NULL,
  -- SHA-256 of method, address and body.
  request_hash CHAR(64) NOT NULL,
  status       SMALLINT NOT NULL,
  headers      JSONB NOT NULL,
  -- Null where the answer held what is shown once.
  body         TEXT,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (owner_id, key)
);

CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
