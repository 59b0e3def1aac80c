"""Shopify's servers, as far as the connector can see them: what its HTTP calls get."""

import base64
import contextlib
import copy
import hashlib
import hmac
import itertools
import json
from unittest.mock import patch

import requests

URL = "workshop.myshopify.com"
PRICE = 10


class Shop:
    """Orders as a web shop's customers and staff change them.

    :param currency: code of the currency of all amounts
    """

    def __init__(self, currency):
        self.currency = currency
        self.orders, self.refunds = {}, {}
        self._numbers = itertools.count(1)

    def order(self, **quantities):
        """Place a paid order of {variant: quantity}; return its number."""
        number = next(self._numbers)
        self.orders[number] = {"lines": {}, "cancelled": None, "refunds": []}
        for variant, quantity in quantities.items():
            self.add(number, variant, quantity)
        return number

    def add(self, number, variant, quantity):
        """Add a line; return its id."""
        line = f"gid://shopify/LineItem/{next(self._numbers)}"
        self.orders[number]["lines"][line] = {
            "variant": variant,
            "quantity": quantity,
        }
        return line

    def lines(self, number):
        return list(self.orders[number]["lines"])

    def set(self, number, line, quantity):
        self.orders[number]["lines"][line]["quantity"] = quantity

    def drop(self, number, line):
        """Remove a line so that Shopify no longer sends it."""
        del self.orders[number]["lines"][line]

    def cancel(self, number):
        self.orders[number]["cancelled"] = "2026-01-12T10:00:00Z"

    def refund(self, number, line, quantity):
        refund = f"gid://shopify/Refund/{next(self._numbers)}"
        self.orders[number]["refunds"].append(refund)
        self.refunds[refund] = {
            "id": refund,
            "createdAt": "2026-01-13T10:00:00Z",
            "totalRefundedSet": self._money(quantity),
            "refundLineItems": {
                "nodes": [
                    {
                        "id": f"{refund}/1",
                        "lineItem": {"id": line},
                        "quantity": quantity,
                        "restockType": "NO_RESTOCK",
                        "subtotalSet": self._money(quantity),
                        "totalTaxSet": self._money(0),
                    }
                ]
            },
            "refundShippingLines": {"nodes": []},
            "orderAdjustments": {"nodes": []},
            "transactions": {"nodes": []},
        }

    # -- what the connector asks ----------------------------------------------

    @contextlib.contextmanager
    def answering(self):
        """Answer the GraphQL calls that are made for as long as this lasts."""
        shop, original = self, requests.Session.post

        def post(session, url, **options):
            if URL not in url:
                return original(session, url, **options)
            return shop._answer(options["json"])

        with patch.object(requests.Session, "post", post):
            yield

    def _answer(self, call):
        wanted = call["variables"]["id"]
        if "/Refund/" in wanted:
            data = {"refund": copy.deepcopy(self.refunds[wanted])}
        else:
            data = {"order": self._payload(int(wanted.rsplit("/", 1)[-1]))}
        response = requests.Response()
        response.status_code = 200
        response._content = json.dumps({"data": data}).encode()
        return response

    def _money(self, pieces):
        amount = {
            "amount": f"{pieces * PRICE:.2f}",
            "currencyCode": self.currency,
        }
        return {"shopMoney": amount, "presentmentMoney": amount}

    def _payload(self, number):
        order = self.orders[number]
        total = sum(line["quantity"] for line in order["lines"].values())
        return {
            "id": f"gid://shopify/Order/{number}",
            "name": f"#{number}",
            "createdAt": "2026-01-10T10:00:00Z",
            "updatedAt": "2026-01-10T10:00:00Z",
            "cancelledAt": order["cancelled"],
            "currencyCode": self.currency,
            "presentmentCurrencyCode": self.currency,
            "displayFinancialStatus": "PAID",
            "displayFulfillmentStatus": "UNFULFILLED",
            "currentSubtotalPriceSet": self._money(total),
            "currentTotalDiscountsSet": self._money(0),
            "currentShippingPriceSet": self._money(0),
            "currentTotalTaxSet": self._money(0),
            "currentTotalPriceSet": self._money(total),
            "lineItems": {
                "nodes": [
                    {
                        "id": identifier,
                        "name": line["variant"],
                        "quantity": max(line["quantity"], 1),
                        "currentQuantity": line["quantity"],
                        "variant": {"id": variant_id(line["variant"])},
                        "originalUnitPriceSet": self._money(1),
                        "discountedUnitPriceAfterAllDiscountsSet": self._money(1),
                        "taxLines": [],
                        "discountAllocations": [],
                    }
                    for identifier, line in order["lines"].items()
                ]
            },
            "shippingLines": {"nodes": []},
            "transactions": [],
            "refunds": [{"id": refund} for refund in order["refunds"]],
            "returns": {"nodes": []},
            "tags": [],
            "discountCodes": [],
        }


def variant_id(name):
    return f"gid://shopify/ProductVariant/{name}"


def signed(payload, secret, webhook, topic):
    """Return (body, headers) of a webhook as Shopify sends it."""
    body = json.dumps(payload).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return body, {
        "Content-Type": "application/json",
        "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
        "X-Shopify-Webhook-Id": webhook,
        "X-Shopify-Topic": topic,
    }
