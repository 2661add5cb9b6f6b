from .sources import citation, document, documents, publish_document, upload_document

__all__ = ["citation", "document", "documents", "publish_document", "upload_document"]
