DROP TABLE nights;
