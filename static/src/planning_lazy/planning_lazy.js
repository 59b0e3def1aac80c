import { registry } from "@web/core/registry";
import { graphView } from "@web/views/graph/graph_view";
import { pivotView } from "@web/views/pivot/pivot_view";
import { withTabs } from "@make_schedule/tabs/with_tabs";

class ScheduleGraphController extends withTabs(graphView.Controller) {
    static template = "make_schedule.GraphView";
}

class SchedulePivotController extends withTabs(pivotView.Controller) {
    static template = "make_schedule.PivotView";
}

const views = registry.category("views");
views.add("make_schedule_graph", { ...graphView, Controller: ScheduleGraphController });
views.add("make_schedule_pivot", { ...pivotView, Controller: SchedulePivotController });
