"""Lists over working sets of any size: rows fetched by page when painted, drawn by delegates."""
