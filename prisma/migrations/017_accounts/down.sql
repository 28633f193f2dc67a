DROP TABLE audit_events;
DROP TABLE sign_in_attempts;
DROP TABLE api_tokens;
DROP TABLE account_sessions;
DROP TABLE accounts;
