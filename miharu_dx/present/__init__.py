"""View models and what is drawn from them: figures, workbooks, documents."""
