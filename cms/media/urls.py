"""Addresses of files. Wagtail's admin finds documents by the name `wagtaildocs_serve`."""

from django.urls import path

from cms.media import views

urlpatterns = [
    path("images/<int:image_id>/<str:spec>/<str:filename>", views.image_file, name="image_file"),
    path("documents/<int:document_id>/<str:filename>", views.document_file, name="wagtaildocs_serve"),
]
