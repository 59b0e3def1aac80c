import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { imageUrl } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Place } from "../core/place";

/** What an order sells, in one line; its pictures when one points at it. */
export class ProductsField extends Component {
    static template = "make_schedule.ProductsField";
    static components = { Place };
    static props = { ...standardFieldProps };

    get text() {
        return this.props.record.data[this.props.name];
    }

    /** What core's tooltip shows: data of a template, as JSON. */
    get info() {
        const products = this.props.record.data.products_sold.map(({ id, text }) => ({
            text,
            image: imageUrl("product.product", id, "image_128"),
        }));
        return JSON.stringify({ products });
    }
}

registry.category("fields").add("make_schedule_products", {
    component: ProductsField,
    fieldDependencies: [{ name: "products_sold", type: "json" }],
    listViewWidth: [120],
    supportedTypes: ["char"],
});
