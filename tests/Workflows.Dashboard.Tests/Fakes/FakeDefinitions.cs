using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>The definitions of the made-up world: two that look like life, a big one, and one that nobody named kindly.</summary>
internal static class FakeDefinitions
{
    public const string Hostile = "<script>alert('workflow')</script>";

    public const string UserConfirmed = "Shop.Contracts.UserConfirmed";

    public const string ApprovalGiven = "Shop.Contracts.ApprovalGiven";

    public static readonly DateTimeOffset RegisteredAt = new(2026, 11, 18, 7, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<WorkflowDefinitionView> All { get; } =
        [Onboarding(1), Onboarding(2), Orders(3), Orders(4), Nightly(), HostileOne()];

    private static WorkflowDefinitionView Onboarding(int version)
    {
        List<WorkflowNodeView> nodes =
        [
            new() { Name = "SendWelcome", Kind = "Step", Label = "up to 5 attempts" },
            new() { Name = "cool-down", Kind = "Sleep", Label = "1 day" },
            new() { Name = "confirmation", Kind = "Wait", Label = "UserConfirmed within 7 days", EventTypes = [UserConfirmed] },
            new() { Name = "SendReminder", Kind = "Step" },
            new() { Name = "is-confirmed", Kind = "Decision", Label = "s.ConfirmedAt is not null" },
            new() { Name = "ActivateUser", Kind = "Step" },
        ];
        List<WorkflowEdgeView> edges =
        [
            new("Start", "SendWelcome"), new("SendWelcome", "cool-down"), new("cool-down", "confirmation"), new("confirmation", "is-confirmed"),
            new("confirmation", "SendReminder", "timeout"), new("SendReminder", "is-confirmed"), new("is-confirmed", "ActivateUser", "then"),
        ];
        if (version == 2)
        {
            nodes.Add(new() { Name = "RecordActivation", Kind = "Step" });
            edges.AddRange([new("ActivateUser", "RecordActivation"), new("RecordActivation", "End"), new("is-confirmed", "End", "else")]);
        }
        else
        {
            edges.AddRange([new("ActivateUser", "End"), new("is-confirmed", "End", "else")]);
        }

        return Of("Onboarding", version, ["Shop.Contracts.UserSignedUp"], nodes, edges);
    }

    private static WorkflowDefinitionView Orders(int version) => Of("OrderFulfilment", version, ["Shop.Contracts.OrderSubmitted"],
    [
        new() { Name = "ValidateOrder", Kind = "Step" },
        new() { Name = "ReserveStock", Kind = "Step", Label = "up to 3 attempts" },
        new() { Name = "large-order", Kind = "Decision", Label = "s.Total > 10_000" },
        new() { Name = "approval", Kind = "Wait", Label = "ApprovalGiven within 2 days", EventTypes = [ApprovalGiven] },
        new() { Name = "EscalateApproval", Kind = "Step" },
        new() { Name = "CapturePayment", Kind = "Step", Label = "up to 10 attempts" },
        new() { Name = "CreateShipment", Kind = "Step" },
        new() { Name = "NotifyCustomer", Kind = "Step" },
        new() { Name = "rejected", Kind = "Fail", Label = "not approved" },
    ],
    [
        new("Start", "ValidateOrder"), new("ValidateOrder", "ReserveStock"), new("ReserveStock", "large-order"), new("large-order", "approval", "then"),
        new("large-order", "CapturePayment", "else"), new("approval", "CapturePayment"), new("approval", "EscalateApproval", "timeout"),
        new("EscalateApproval", "rejected"), new("CapturePayment", "CreateShipment"), new("CreateShipment", "NotifyCustomer"), new("NotifyCustomer", "End"),
    ]);

    /// <summary>Sixty nodes in a row of diamonds, with a way back.</summary>
    private static WorkflowDefinitionView Nightly()
    {
        var nodes = new List<WorkflowNodeView>();
        var edges = new List<WorkflowEdgeView> { new("Start", "check-1") };
        for (var i = 1; i <= 15; i++)
        {
            nodes.AddRange([
                new() { Name = $"check-{i}", Kind = "Decision", Label = $"s.Accounts[{i}].IsOpen" },
                new() { Name = $"Reconcile{i}", Kind = "Step" },
                new() { Name = $"Close{i}", Kind = "Step" },
                new() { Name = $"pause-{i}", Kind = "Sleep", Label = "10 minutes" },
            ]);
            edges.AddRange([
                new($"check-{i}", $"Reconcile{i}", "then"), new($"check-{i}", $"Close{i}", "else"), new($"Reconcile{i}", $"pause-{i}"),
                new($"Close{i}", $"pause-{i}"), new($"pause-{i}", i == 15 ? "End" : $"check-{i + 1}"),
            ]);
        }

        edges.Add(new("pause-8", "check-3", "again"));
        return Of("NightlyReconciliation", 1, [], nodes, edges);
    }

    private static WorkflowDefinitionView HostileOne() => Of(Hostile, 1, ["<b>Event</b>"],
    [
        new() { Name = "\"><img src=x onerror=alert(1)>", Kind = "Step", Label = "</text></svg><script>alert(2)</script>" },
        new() { Name = "\u202Erevo thgir\u0007", Kind = "Wait", Label = "&amp;", EventTypes = ["<i>T</i>"] },
    ],
    [new("Start", "\"><img src=x onerror=alert(1)>", "<b>"), new("\"><img src=x onerror=alert(1)>", "\u202Erevo thgir\u0007")]);

    private static WorkflowDefinitionView Of(string name, int version, string[] startedBy, List<WorkflowNodeView> nodes, List<WorkflowEdgeView> edges) => new()
    {
        Name = name,
        Version = version,
        Endpoint = $"workflow-{name.ToUpperInvariant()}",
        StartedBy = startedBy,
        Nodes = [new() { Name = "Start", Kind = "Start", Label = startedBy.FirstOrDefault() }, .. nodes, new() { Name = "End", Kind = "End" }],
        Edges = edges,
        RegisteredAt = RegisteredAt.AddHours(version),
    };
}
