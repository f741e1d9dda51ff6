ALTER TABLE {schema}.processes ADD COLUMN bus json;
