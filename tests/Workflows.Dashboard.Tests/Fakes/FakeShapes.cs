using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What states and events of the made-up world look like.</summary>
internal static class FakeShapes
{
    public static WorkflowShapes? Of(string workflow) => workflow switch
    {
        "Onboarding" => new WorkflowShapes(
            new WorkflowShape("Shop.Onboarding", """
                {"type":"object","properties":{"UserId":{"type":"string"},"Email":{"type":"string"},"ConfirmedAt":{"type":["string","null"],"format":"date-time"},
                "Attempts":{"type":"integer"},"IsVip":{"type":"boolean"},"Plan":{"enum":["Free","Team","Enterprise"]}},"required":["UserId","Email"]}
                """),
            [new WorkflowShape(FakeDefinitions.UserConfirmed, """
                {"type":"object","properties":{"UserId":{"type":"string"},"ConfirmedAt":{"type":["string","null"],"format":"date-time"}}}
                """)]),
        "OrderFulfilment" => new WorkflowShapes(
            new WorkflowShape("Shop.Order", """
                {"type":"object","properties":{"OrderId":{"type":"string"},"Total":{"type":"number"},"Lines":{"type":"array","items":{"type":"object"}}},"required":["OrderId"]}
                """),
            [new WorkflowShape(FakeDefinitions.ApprovalGiven, """{"type":"object","properties":{"By":{"type":"string"},"Approved":{"type":"boolean"}}}""")]),
        _ => null,
    };
}
