"""The page: everything a person sees in the browser, rendered on the server."""
