ALTER TABLE {schema}.parked_events ADD COLUMN context text;
