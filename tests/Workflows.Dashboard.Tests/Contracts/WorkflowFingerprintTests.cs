using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Contracts;

public sealed class WorkflowFingerprintTests
{
    [Theory]
    [InlineData("card ending 4411 expired (code 54)", "card ending # expired (code #)")]
    [InlineData("No stock for 'sku-88'", "No stock for '…'")]
    [InlineData("Order \"abc\" not found", "Order '…' not found")]
    [InlineData("instance 0199a7c4-0000-7000-8000-0000000000a1 is gone", "instance # is gone")]
    [InlineData("took 1,234.56 ms at 2026-11-20T14:00:00Z", "took # ms at #")]
    [InlineData("Connection refused (mail.internal:25)", "Connection refused (mail.internal:#)")]
    [InlineData("10.0.0.7:5432 unreachable", "# unreachable")]
    [InlineData("  two\n lines\u0007 ", "two lines")]
    [InlineData("don't stop", "don't stop")]
    public void What_differs_between_instances_is_taken_out(string message, string expected) => WorkflowFingerprint.Normalize(message).ShouldBe(expected);

    [Fact]
    public void The_same_wording_has_the_same_fingerprint() =>
        Of("card ending 4411 expired").ShouldBe(Of("card ending 9 expired"));

    [Fact]
    public void Workflow_node_and_type_tell_failures_apart()
    {
        string[] all = [Of("m"), WorkflowFingerprint.Of("Other", "Step", "T", "m"), WorkflowFingerprint.Of("Orders", "Other", "T", "m"), WorkflowFingerprint.Of("Orders", null, "T", "m"), WorkflowFingerprint.Of("Orders", "Step", "U", "m")];
        all.Distinct().Count().ShouldBe(5);
    }

    /// <summary>It is stored: another algorithm would tear groups apart.</summary>
    [Fact]
    public void It_never_changes() => Of("card ending 4411 expired").ShouldBe("xjDJyz9Ghg5v3ddbHZOwUw");

    [Fact]
    public void A_megabyte_of_text_is_read_in_part()
    {
        var text = string.Concat(Enumerable.Repeat("abc ", 250_000));
        WorkflowFingerprint.Normalize(text).Length.ShouldBe(300);
    }

    private static string Of(string message) => WorkflowFingerprint.Of("Orders", "Step", "T", message);
}
