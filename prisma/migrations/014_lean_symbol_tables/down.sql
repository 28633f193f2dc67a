DROP TRIGGER securities_deleted ON securities;
DROP FUNCTION securities_deleted();
-- What was measured while its security was being deleted has nobody to belong to.
DELETE FROM symbol_market_betas b
 WHERE NOT EXISTS (SELECT FROM securities s WHERE s.id = b.security_id)
    OR NOT EXISTS (SELECT FROM securities s WHERE s.id = b.index_id);
DELETE FROM symbol_volatilities v WHERE NOT EXISTS (SELECT FROM securities s WHERE s.id = v.security_id);
ALTER TABLE symbol_volatilities ADD CONSTRAINT symbol_volatilities_security_id_fkey
  FOREIGN KEY (security_id) REFERENCES securities (id) ON DELETE CASCADE;
ALTER TABLE symbol_market_betas
  ADD CONSTRAINT symbol_market_betas_security_id_fkey
    FOREIGN KEY (security_id) REFERENCES securities (id) ON DELETE CASCADE,
  ADD CONSTRAINT symbol_market_betas_index_id_fkey FOREIGN KEY (index_id) REFERENCES securities (id) ON DELETE CASCADE;
