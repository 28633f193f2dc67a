-- Large moves of a price that a person has confirmed to be real: the quality gate lets them pass.
CREATE TABLE accepted_moves (
  security_id INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  date        DATE NOT NULL,
  accepted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT accepted_moves_pkey PRIMARY KEY (security_id, date)
);
