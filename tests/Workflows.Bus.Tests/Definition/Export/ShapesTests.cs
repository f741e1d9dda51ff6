using System.Text.Json.Nodes;
using MassTransit.Serialization;
using Workflows.Definition;
using Workflows.Definition.Export;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Definition.Export;

/// <summary>States and events are described for those who do not know their types.</summary>
public sealed class ShapesTests
{
    [Fact]
    public void The_state_and_each_event_have_the_members_of_their_json()
    {
        var shapes = ShapesOf.Plan(Parcels.Plan, WorkflowJson.CreateDefaultOptions(), SystemTextJsonMessageSerializer.Options);

        shapes.State.Type.ShouldBe(typeof(Parcel).FullName);
        var state = JsonNode.Parse(shapes.State.Schema)!;
        state["type"]!.GetValue<string>().ShouldBe("object");
        state["properties"]!["Number"]!["type"]!.GetValue<string>().ShouldBe("string");
        state["properties"]!["Shelf"]!["type"]!.ToJsonString().ShouldBe("""["string","null"]""");
        state["required"]!.ToJsonString().ShouldBe("""["Number"]""");
        var received = shapes.Events.ShouldHaveSingleItem();
        received.Type.ShouldBe(MessageName.Of(typeof(ParcelDelivered)));
        JsonNode.Parse(received.Schema)!["properties"]!["at"]!["format"]!.GetValue<string>().ShouldBe("date-time");
    }
}
