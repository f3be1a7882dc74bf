"""What families enter, checked and turned into answers.

The fields check and convert; the templates of the questionnaire render them, not Django's widgets.
"""

from __future__ import annotations

from benefits.forms.children import ChildForm
from benefits.forms.questions import Answer, ChecksForm, ItemsForm, PickerForm, PlacesForm, field_name, form_class

__all__ = ["Answer", "ChecksForm", "ChildForm", "ItemsForm", "PickerForm", "PlacesForm", "field_name", "form_class"]
