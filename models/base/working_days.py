"""Days of working hours, in a time zone. Moments are datetimes in UTC without zone."""

from datetime import datetime, time, timedelta
from functools import lru_cache

from pytz import timezone, utc

from odoo import fields

# As far ahead as anybody plans: ten years.
MOST_DAYS = 3650


def this_minute():
    """Return now, up to the minute: what is there is there as of one moment."""
    now = fields.Datetime.now()
    return now + timedelta(seconds=-now.second % 60)


def naive(moment):
    """Return a moment of any time zone as Odoo stores it."""
    return moment.astimezone(utc).replace(tzinfo=None)


def whole(moment):
    """Return a moment in full seconds: core ends a shift until 24:00 just before."""
    return moment.replace(microsecond=0) + timedelta(seconds=moment.microsecond > 0)


def days_off(company):
    """Return the domain of the ``resource.calendar.leaves`` that count in a company.

    Core's own, and the company: it takes those of all where no resource is.
    """
    return [("time_type", "=", "leave"), ("company_id", "in", (False, company.id))]


# Many documents have the same few moments.
@lru_cache(maxsize=10_000)
def day_of(moment, zone, last=False):
    """Return the day of a moment; of midnight the one that begins, or the last."""
    moment -= timedelta(microseconds=last)
    try:
        return utc.localize(moment).astimezone(zone).date()
    except OverflowError:
        # Some write 31.12.9999 for "never": it is that day everywhere.
        return moment.date()


def start_of_day(moment, zone):
    """Return when the day of a moment begins."""
    return naive(zone.localize(datetime.combine(day_of(moment, zone), time())))


def end_of_day(moment, zone):
    """Return when the day of a moment is over: the next begins."""
    tomorrow = day_of(moment, zone) + timedelta(days=1)
    return naive(zone.localize(datetime.combine(tomorrow, time())))


def working_zone(company):
    """Return the time zone that a company works in."""
    calendar = company.resource_calendar_id
    return timezone(calendar.tz or company.partner_id.tz or "UTC")


def is_later_day(env, moment, deadline):
    """Tell whether a moment is on a later day than a deadline, for who reads.

    Due today is not late before the day ends (behaviour 2).

    :param moment: a datetime; :param deadline: another one, or False
    """
    return bool(deadline) and day_of(moment, env.tz) > day_of(deadline, env.tz)


def by_day(intervals, zone):
    """Yield (day, start, end) of (start, end) intervals, cut at midnight."""
    for start, end in intervals:
        while (day := day_of(start, zone)) < day_of(end, zone, last=True):
            midnight = end_of_day(start, zone)
            yield day, start, midnight
            start = midnight
        yield day, start, end


def closings(intervals, zone):
    """Yield when the working days of ascending (start, end) intervals end."""
    last = None
    for day, _start, end in by_day(intervals, zone):
        if last and day > last[0]:
            yield last[1]
        # At midnight the next day has begun.
        is_over = day_of(end, zone) > day
        last = day, end - timedelta(seconds=1) if is_over else end
    if last:
        yield last[1]
