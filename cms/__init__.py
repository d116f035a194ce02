"""The content service. Its sub-packages are floors; imports go down only (README, "Map").

wiring → seed → reading → api → home · library · press → translation → pages → blocks
→ helplines · directory · site → taxonomy · media → publishing → languages
"""
