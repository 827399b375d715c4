"""What must not be published of people: NIK and KK, NPWP, telephone numbers (domain §3).

`plain` levels how a number is disguised, `words` reads what stands before it, `numbers` says what
it is, `scan` finds it.
"""

from soptui.sop.privacy.kinds import SECRET_NAMES, WEIGHTS, Secret, Weight
from soptui.sop.privacy.scan import Finding, mask, masked, scan

__all__ = ["SECRET_NAMES", "WEIGHTS", "Finding", "Secret", "Weight", "mask", "masked", "scan"]
