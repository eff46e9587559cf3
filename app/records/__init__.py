"""Steps that several services share: editing by field, companies by name, channels as read, values of pick lists."""
