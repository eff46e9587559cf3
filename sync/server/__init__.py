"""The company's server: the order of all changes, the merge, the storage; what carries it over the network stands beside."""
