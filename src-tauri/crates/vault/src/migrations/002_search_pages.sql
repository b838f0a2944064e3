-- Leaves of the search index that fit a page of the file: with the 80 bytes that the cipher keeps of each page for itself, those of
-- the usual 4,050 bytes took two pages. Leaves written before stay as they are until they are merged.
INSERT INTO search_index (search_index, rank) VALUES ('pgsz', 3970);
