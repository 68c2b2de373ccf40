"""The web pages and the REST API: faces over the verbs, nothing else."""
