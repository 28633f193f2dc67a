DROP TABLE accepted_moves;
