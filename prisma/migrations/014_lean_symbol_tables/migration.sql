-- Checking each row of the securities' own tables against securities took two thirds of the time of writing them. Rows go
-- with their security by one statement a deletion instead.
ALTER TABLE symbol_market_betas
  DROP CONSTRAINT symbol_market_betas_security_id_fkey,
  DROP CONSTRAINT symbol_market_betas_index_id_fkey;
ALTER TABLE symbol_volatilities DROP CONSTRAINT symbol_volatilities_security_id_fkey;

CREATE FUNCTION securities_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM symbol_market_betas USING gone WHERE security_id = gone.id OR index_id = gone.id;
  DELETE FROM symbol_volatilities USING gone WHERE security_id = gone.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER securities_deleted AFTER DELETE ON securities
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION securities_deleted();
