-- What was asked of the providers: some symbols or whatever is due. The row is also the progress a page shows.
CREATE TABLE market_refreshes (
  id           UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  owner_id     UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  trigger      VARCHAR(16) NOT NULL,
  -- Empty is everything that is due.
  symbols      VARCHAR(20)[] NOT NULL DEFAULT '{}',
  -- The provider to switch to; null leaves each symbol with its own.
  provider     VARCHAR(32),
  from_date    DATE,
  state        VARCHAR(16) NOT NULL DEFAULT 'queued',
  done         INTEGER NOT NULL DEFAULT 0,
  total        INTEGER NOT NULL DEFAULT 0,
  failed       INTEGER NOT NULL DEFAULT 0,
  attempts     INTEGER NOT NULL DEFAULT 0,
  error_code   VARCHAR(64),
  error_detail TEXT,
  requested_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  started_at   TIMESTAMPTZ,
  finished_at  TIMESTAMPTZ,
  CONSTRAINT market_refreshes_trigger_check CHECK (trigger IN ('person', 'api', 'import', 'nightly', 'command')),
  CONSTRAINT market_refreshes_state_check CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  CONSTRAINT market_refreshes_counts_check CHECK (
    done >= 0 AND total >= done AND failed BETWEEN 0 AND total AND attempts >= 0)
);

-- The same request while one waits is the same refresh. One that runs may have passed the symbol already.
CREATE UNIQUE INDEX market_refreshes_waiting ON market_refreshes (owner_id, symbols, provider, from_date) NULLS NOT DISTINCT
  WHERE state = 'queued';
CREATE INDEX market_refreshes_owner_idx ON market_refreshes (owner_id, requested_at);
