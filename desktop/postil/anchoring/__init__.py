"""Where a highlight is: spans to selectors (describe), selectors back to spans (resolve)."""
