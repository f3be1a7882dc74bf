"""The eligibility rules, in plain Python: no Django, no clock, no I/O.

``model``      the words: Benefit, Condition, Award, Fact …
``household``  one family's answers
``compile``    records and facts become a plan
``assess``     a plan, a household and a day become findings
"""
