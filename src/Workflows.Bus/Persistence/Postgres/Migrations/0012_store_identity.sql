CREATE TABLE {schema}.store_identity (
    id smallint NOT NULL,
    value text NOT NULL,
    CONSTRAINT pk_store_identity PRIMARY KEY (id)
);

-- What processes of earlier releases take for it, letter by letter: the moment of the first migration, in units of 100 ns since the year 1.
INSERT INTO {schema}.store_identity (id, value)
SELECT 1, ((extract(epoch FROM applied_at) * 1000000)::bigint * 10 + 621355968000000000)::text
FROM {schema}.migrations WHERE number = 1;
