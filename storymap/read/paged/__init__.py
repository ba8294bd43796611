"""Convert pages of positioned text and pictures, such as those of a PDF, to passages and figures."""
