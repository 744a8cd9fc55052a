"""The results of an article check: for people, for programs, as SARIF, as GitHub's annotations."""
