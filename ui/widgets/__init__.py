"""Small parts every section is built of: words, pills, buttons, popovers, fields edited in place."""
