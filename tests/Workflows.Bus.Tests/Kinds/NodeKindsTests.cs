using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Kinds;

namespace Workflows.Tests.Kinds;

public class NodeKindsTests
{
    private static readonly IEnumerable<Type> _nodes = typeof(PlanNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PlanNode)));

    [Fact]
    public void Every_node_of_a_plan_has_a_row_and_every_row_a_node() =>
        _nodes.Select(type => ((PlanNode)RuntimeHelpers.GetUninitializedObject(type)).Kind)
            .Append(new EndNode("no", _ => "because").Kind)
            .ShouldBe(NodeKinds.All.Where(kind => !kind.IsOnlyDrawn), ignoreOrder: true);

    [Fact]
    public void No_two_kinds_share_a_name() => NodeKinds.All.Select(kind => kind.Name).ShouldBeUnique();

    [Fact]
    public void A_row_is_found_by_its_name() => NodeKinds.All.ShouldAllBe(kind => ReferenceEquals(NodeKinds.Of(kind.Name), kind));

    [Fact]
    public void A_kind_that_only_a_newer_release_knows_is_drawn_as_a_box()
    {
        var view = new WorkflowDefinitionView { Name = "order", Version = 1, Endpoint = "order", Nodes = [new WorkflowNodeView { Name = "a", Kind = "Fork" }], Edges = [] };
        WorkflowGraph.Mermaid(view).ShouldBe("flowchart TD\n    n0[\"a\"]\n");
        WorkflowGraph.Dot(view).ShouldBe("digraph \"order v1\" {\n    rankdir=TB;\n    n0 [shape=box, label=\"a\"];\n}\n");
    }

    /// <summary>What else is called by such a word: an operation of the audit, the reading of a timer, a step that a field or a scope is about. A new kind is its row and its text.</summary>
    [Fact]
    public void No_source_but_the_table_names_a_kind()
    {
        var name = new Regex($"(?<!name=|cref=)\"({string.Join('|', NodeKinds.All.Select(kind => kind.Name))})\"");
        var named = new[] { "src", "samples" }.SelectMany(directory => new[] { "*.cs", "*.razor" }.SelectMany(pattern => Repository.FilesBelow(directory, pattern)))
            .Where(path => path != "src/Shared/Kinds/NodeKinds.cs")
            .SelectMany(path => name.Matches(File.ReadAllText(Repository.PathOf(path))).Select(match => $"{path}: {match.Groups[1].Value}"));
        named.Distinct().ShouldBe(
        [
            "src/Workflows.Bus/Definition/BlockBuilder.cs: Step",
            "src/Workflows.Bus/Diagnostics/WorkflowMetrics.cs: Sleep",
            "src/Workflows.Bus/Diagnostics/WorkflowMetrics.cs: Wait",
            "src/Workflows.Bus/Diagnostics/WorkflowMetrics.cs: Start",
            "src/Workflows.Bus/Operations/OperationRecord.cs: Start",
            "src/Workflows.Bus/Persistence/Views/AuditView.cs: Start",
            "src/Workflows.Bus/Steps/StepLogScope.cs: Step",
            "src/Workflows.Bus/Testing/StepContextOptions.cs: Step",
            "src/Workflows.Dashboard/Components/Instances/InstancesFilter.razor: Step",
            "src/Workflows.Dashboard/Services/Audit/AuditQuery.cs: Start",
        ], ignoreOrder: true);
    }
}
