from .sources import citation, discard_document, document, documents, publish_document, upload_document

__all__ = ["citation", "discard_document", "document", "documents", "publish_document", "upload_document"]
