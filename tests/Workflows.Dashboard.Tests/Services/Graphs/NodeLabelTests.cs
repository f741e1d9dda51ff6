using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;

namespace Workflows.Dashboard.Tests.Services.Graphs;

public sealed class NodeLabelTests
{
    [Theory]
    [InlineData("00:00:05", "5 s")]
    [InlineData("UserConfirmed within 02:00:00", "UserConfirmed within 2 h")]
    [InlineData("3.00:00:00", "3 d")]
    [InlineData("00:00:00.2500000", "250 ms")]
    [InlineData("s => s.At == \"99:99:99\"", "s => s.At == \"99:99:99\"")]
    [InlineData("10 minutes", "10 minutes")]
    [InlineData(null, null)]
    public void Lengths_of_time_are_written_for_people(string? label, string? shown) =>
        NodeLabel.Of(new WorkflowNodeView { Name = "n", Kind = "Sleep", Label = label }).ShouldBe(shown);
}
