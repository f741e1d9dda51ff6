using Workflows.Contracts;

namespace Workflows.Bench.Seeding;

/// <summary>Definitions and failures of a shop that has been running for a month.</summary>
internal static class SeedCatalog
{
    /// <summary>In thousandths of all instances. Old versions are long out of use.</summary>
    public static IReadOnlyList<SeedWorkflow> Workflows { get; } =
    [
        new("Onboarding", 1, 100, IsOld: true, ["SendWelcome", "cool-down", "confirmation", "ActivateUser"], "confirmation", "Shop.Contracts.UserConfirmed"),
        new("Onboarding", 2, 250, IsOld: false, ["SendWelcome", "cool-down", "confirmation", "ActivateUser", "RecordActivation"], "confirmation", "Shop.Contracts.UserConfirmed"),
        new("OrderFulfilment", 3, 80, IsOld: true, ["ValidateOrder", "ReserveStock", "approval", "CapturePayment", "CreateShipment"], "approval", "Shop.Contracts.ApprovalGiven"),
        new("OrderFulfilment", 4, 220, IsOld: false, ["ValidateOrder", "ReserveStock", "approval", "CapturePayment", "CreateShipment", "NotifyCustomer"], "approval", "Shop.Contracts.ApprovalGiven"),
        new("Invoicing", 1, 150, IsOld: false, ["RenderInvoice", "SendInvoice", "payment", "BookPayment"], "payment", "Shop.Contracts.PaymentReceived"),
        new("PasswordReset", 1, 100, IsOld: false, ["SendLink", "link", "StorePassword"], "link", "Shop.Contracts.LinkFollowed"),
        new("NightlyReconciliation", 1, 50, IsOld: false, ["LoadAccounts", "window", "Reconcile", "CloseDay"], "window", "Shop.Contracts.WindowOpened"),
        new("Returns", 1, 30, IsOld: false, ["PrintLabel", "parcel", "InspectGoods", "Refund"], "parcel", "Shop.Contracts.ParcelReceived"),
        new("Migration", 7, 15, IsOld: false, ["CopyTenant", "cut-over", "RemoveOld"], "cut-over", "Shop.Contracts.CutOverApproved"),
        new("Audit", 1, 5, IsOld: false, ["CollectEvidence", "signature", "FileReport"], "signature", "Shop.Contracts.ReportSigned"),
    ];

    public static IReadOnlyList<SeedFailure> Failures { get; } =
    [
        new("Onboarding", "SendWelcome", "System.Net.Mail.SmtpException", "The server mail-{n}.shop.example refused the message: 451 try again later"),
        new("Onboarding", "ActivateUser", "System.InvalidOperationException", "User user-{n} is locked."),
        new("Onboarding", "ActivateUser", "System.TimeoutException", "No answer from identity within 00:00:30."),
        new("OrderFulfilment", "ReserveStock", "Shop.Stock.OutOfStockException", "Only {n} pieces of 'SKU-{n}' are left."),
        new("OrderFulfilment", "CapturePayment", "Shop.Payments.CardDeclinedException", "The card of order order-{n} was declined."),
        new("OrderFulfilment", "CapturePayment", "System.Net.Http.HttpRequestException", "Connection refused (payments:443)"),
        new("OrderFulfilment", "CreateShipment", "System.Text.Json.JsonException", "The JSON value could not be converted to Shop.Address. Path: $.street | LineNumber: {n}"),
        new("Invoicing", "RenderInvoice", "System.IO.IOException", "No space left on device: '/tmp/invoice-{n}.pdf'"),
        new("Invoicing", "BookPayment", "Npgsql.PostgresException", "40001: could not serialize access due to concurrent update"),
        new("PasswordReset", "SendLink", "System.FormatException", "'user-{n}@' is not an address."),
        new("NightlyReconciliation", "Reconcile", "Shop.Ledger.DifferenceException", "The ledger differs by {n} cents."),
        new("Returns", "Refund", "Shop.Payments.RefundException", "Refund of order-{n} is more than was paid."),
    ];

    public static WorkflowDefinitionView DefinitionOf(SeedWorkflow workflow) => new()
    {
        Name = workflow.Name,
        Version = workflow.Version,
        Endpoint = workflow.Name,
        Nodes =
        [
            new WorkflowNodeView { Name = "Start", Kind = "Start" },
            .. workflow.Nodes.Select(node => new WorkflowNodeView { Name = node, Kind = node == workflow.Wait ? "Wait" : "Step", EventTypes = node == workflow.Wait ? [workflow.EventType] : [] }),
            new WorkflowNodeView { Name = "End", Kind = "End" },
        ],
        Edges = [.. workflow.Nodes.Prepend("Start").Zip(workflow.Nodes.Append("End"), (from, to) => new WorkflowEdgeView(from, to))],
    };
}

/// <param name="Name">Name of the workflow.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="Share">Thousandths of all instances.</param>
/// <param name="IsOld">Its instances began in the first half of the month.</param>
/// <param name="Nodes">Its nodes, in order.</param>
/// <param name="Wait">The one of them that waits for an event.</param>
/// <param name="EventType">The event.</param>
internal sealed record SeedWorkflow(string Name, int Version, int Share, bool IsOld, string[] Nodes, string Wait, string EventType);

/// <param name="Workflow">Name of the workflow.</param>
/// <param name="Node">Where it fails.</param>
/// <param name="ErrorType">Type of the exception.</param>
/// <param name="Message">Its message, with {n} for a number.</param>
internal sealed record SeedFailure(string Workflow, string Node, string ErrorType, string Message)
{
    public string Fingerprint => WorkflowFingerprint.Of(Workflow, Node, ErrorType, Message.Replace("{n}", "1", StringComparison.Ordinal));
}
