"""Addresses inside the admin, for the hook `register_admin_urls`."""

from django.urls import path

from cms.media import views

urlpatterns = [
    path("media/rendition/<int:rendition_id>/", views.admin_rendition, name="cms_admin_rendition"),
]
