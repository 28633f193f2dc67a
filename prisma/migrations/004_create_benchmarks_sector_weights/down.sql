DROP TABLE benchmarks_sector_weights;
