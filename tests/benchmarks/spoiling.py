"""What goes wrong with photographs, done to good ones at their full size.

Lengths are shares of the long edge, so that they mean the same for every camera: 0.4 % are 16 px of
a 12-megapixel picture.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from functools import partial
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Spoil = Callable[[Image.Image, Random], Image.Image]


def untouched(photo: Image.Image, rng: Random) -> Image.Image:
    return photo


def moved(photo: Image.Image, rng: Random, *, share: float) -> Image.Image:
    """The camera moved in a straight line, in any direction."""
    angle, length = rng.uniform(0, math.pi), share * max(photo.size)
    at = [length * (step / 31 - 0.5) for step in range(32)]
    copies = [_pushed(photo, math.cos(angle) * far, math.sin(angle) * far) for far in at]
    return _inner(_average(copies), length / 2)


def out_of_focus(photo: Image.Image, rng: Random, *, share: float) -> Image.Image:
    """Every point became a disc of this radius."""
    radius = share * max(photo.size)
    places = [(radius * math.sqrt((n + 0.5) / 64), n * math.pi * (3 - math.sqrt(5)))
              for n in range(64)]  # fmt: skip
    rng.shuffle(places)
    copies = [_pushed(photo, far * math.cos(turn), far * math.sin(turn)) for far, turn in places]
    return _inner(_average(copies).filter(ImageFilter.BoxBlur(radius / 8)), radius)


def subject_before_soft(photo: Image.Image, rng: Random) -> Image.Image:
    """Sharp in the middle, as a portrait is; not spoilt at all."""
    soft = out_of_focus(photo, rng, share=0.008)
    left, top = (photo.width - soft.width) // 2, (photo.height - soft.height) // 2
    sharp = photo.crop((left, top, left + soft.width, top + soft.height))
    mask = Image.new("L", soft.size)
    wide, high = soft.size
    ImageDraw.Draw(mask).ellipse((wide * 0.25, high * 0.2, wide * 0.75, high * 0.8), fill=255)
    return Image.composite(sharp, soft, mask.filter(ImageFilter.GaussianBlur(wide / 60)))


def exposed(photo: Image.Image, rng: Random, *, stops: float) -> Image.Image:
    """More or less light, counted in linear light."""
    linear = [(level / 255) ** 2.2 * 2**stops for level in range(256)]
    return photo.point([min(255, round(255 * light ** (1 / 2.2))) for light in linear])


def grainy(photo: Image.Image, rng: Random, *, sigma: float) -> Image.Image:
    return ImageChops.add(photo, Image.effect_noise(photo.size, sigma), 1, -128)


def lens_cap(photo: Image.Image, rng: Random) -> Image.Image:
    """What little light comes past it, and the sensor's noise."""
    glow = photo.resize((4, 4)).resize(photo.size, Image.Resampling.BICUBIC)
    return grainy(exposed(glow, rng, stops=-rng.uniform(6, 9)), rng, sigma=rng.uniform(1, 4))


def cloth(photo: Image.Image, rng: Random) -> Image.Image:
    """A curtain or a pocket right before the lens: folds out of focus."""
    level, folds = rng.randint(30, 180), rng.randint(2, 6)
    row = Image.new("L", (photo.width, 1))
    for x in range(photo.width):
        row.putpixel((x, 0), round(level + 10 * math.sin(x / photo.width * folds * math.tau)))
    return grainy(row.resize(photo.size), rng, sigma=rng.uniform(0.5, 2.5))


def finger(photo: Image.Image, rng: Random, *, share: float) -> Image.Image:
    """A finger before this share of the frame, from an edge or a corner."""
    wide, high = photo.size
    x, y = rng.choice([(0, high), (wide, high), (wide // 2, high), (0, high // 2), (wide, 0)])
    radius, mask = math.sqrt(share * wide * high / math.pi), Image.new("L", photo.size)
    while sum(mask.histogram()[128:]) < share * wide * high:
        radius *= 1.05
        mask = Image.new("L", photo.size)
        ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    level, slope = rng.randint(15, 110), rng.randint(20, 60)
    skin = Image.linear_gradient("L").rotate(rng.choice([0, 90, 180])).resize(photo.size)
    skin = skin.point([level + at * slope // 255 for at in range(256)])
    soft = mask.filter(ImageFilter.GaussianBlur(wide / 25))
    return Image.composite(grainy(skin, rng, sigma=1.5), photo, soft)


def cropped(photo: Image.Image, rng: Random, *, share: float) -> Image.Image:
    """This share of both edges taken away, around the middle."""
    wide, high = round(photo.width * share / 2), round(photo.height * share / 2)
    return photo.crop((wide, high, photo.width - wide, photo.height - high))


def shifted(photo: Image.Image, rng: Random, *, share: float) -> Image.Image:
    """Framed a little further to the right and down."""
    corner = (round(photo.width * share), round(photo.height * share))
    return photo.crop((*corner, *photo.size))


def turned(photo: Image.Image, rng: Random, *, degrees: float) -> Image.Image:
    level = photo.rotate(degrees * rng.choice([-1, 1]), Image.Resampling.BICUBIC)
    return cropped(level, rng, share=0.02 + 0.02 * degrees)


def brightened(photo: Image.Image, rng: Random) -> Image.Image:
    return photo.point([max(0, min(255, round((at - 128) * 1.25 + 140))) for at in range(256)])


def saved_small(photo: Image.Image, rng: Random) -> Image.Image:
    """As a messenger sends it on."""
    small, file = photo.resize((photo.width * 3 // 5, photo.height * 3 // 5)), io.BytesIO()
    small.save(file, "JPEG", quality=50)
    return Image.open(file).convert("L")


MOTION = {f"camera moved, {share:.1%}": partial(moved, share=share)
          for share in (0.002, 0.004, 0.008, 0.016)}  # fmt: skip
DEFOCUS = {f"out of focus, radius {share:.1%}": partial(out_of_focus, share=share)
           for share in (0.001, 0.002, 0.004, 0.008)}  # fmt: skip
LIGHT = {f"exposure {stops:+d}": partial(exposed, stops=stops) for stops in (-3, -2, 2, 3)}
COVER: dict[str, Spoil] = {"lens cap": lens_cap, "cloth": cloth} | {
    f"finger before {share:.0%}": partial(finger, share=share) for share in (0.3, 0.6, 0.8, 0.95)
}
HARMLESS: dict[str, Spoil] = {
    "untouched": untouched, "saved small, quality 50": saved_small, "brightened": brightened,
    "noise, sigma 4": partial(grainy, sigma=4), "sharp before soft": subject_before_soft,
}  # fmt: skip
COPIES: dict[str, Spoil] = {
    "saved small, quality 50": saved_small, "brightened": brightened,
    "one stop less": partial(exposed, stops=-1), "one stop more": partial(exposed, stops=1),
    "out of focus, radius 0.4%": partial(out_of_focus, share=0.004),
    **{f"cropped by {share:.0%}": partial(cropped, share=share) for share in (0.02, 0.05, 0.1)},
    **{f"shifted by {share:.0%}": partial(shifted, share=share) for share in (0.01, 0.02, 0.04)},
    **{f"turned by {degrees}°": partial(turned, degrees=degrees) for degrees in (1, 2, 4)},
}  # fmt: skip


def _pushed(photo: Image.Image, x: float, y: float) -> Image.Image:
    return ImageChops.offset(photo, round(x), round(y))


def _average(copies: list[Image.Image]) -> Image.Image:
    """Of a power of two of them, pairwise, so that rounding stays small."""
    while len(copies) > 1:
        pairs = zip(copies[::2], copies[1::2], strict=True)
        copies = [Image.blend(one, other, 0.5) for one, other in pairs]
    return copies[0]


def _inner(photo: Image.Image, margin: float) -> Image.Image:
    """Without the edges that were pushed around."""
    edge = math.ceil(margin)
    return photo.crop((edge, edge, photo.width - edge, photo.height - edge))
