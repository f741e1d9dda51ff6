using System.Text.Json.Serialization;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>What a step changed in a process without the store comes as a patch alone.</summary>
public class StateDraftTests
{
    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), 4)]
    public abstract record Shape;

    public sealed record Circle(double Radius) : Shape;

    public sealed record Square(double Side, Animal? Inside = null) : Shape;

    [JsonDerivedType(typeof(Animal), "animal")]
    [JsonDerivedType(typeof(Dog), "dog")]
    public record Animal
    {
        public string? Name { get; set; }
    }

    public sealed record Dog : Animal
    {
        public bool Barks { get; set; }
    }

    public sealed class Drawing
    {
        public Shape? Main { get; set; }

        public Dictionary<string, Shape?> Shapes { get; set; } = [];

        public List<Animal> Animals { get; set; } = [];
    }

    private static Drawing Before() => new()
    {
        Main = new Circle(1),
        Shapes = { ["a/b~1 $type"] = new Square(1, new Animal { Name = "Tom" }), [""] = new Circle(2), ["gone"] = new Circle(3) },
        Animals = { new Animal { Name = "Tom" } },
    };

    private static Drawing After() => new()
    {
        Main = new Square(2, new Dog { Barks = true }),
        Shapes = { ["a/b~1 $type"] = new Square(1, new Dog { Name = "Tom", Barks = true }), [""] = null, ["new"] = new Circle(4) },
        Animals = { new Dog { Name = "Rex" }, new Animal() },
    };

    [Fact]
    public void Objects_of_other_classes_arrive_whole()
    {
        var json = WorkflowJson.ForStates();
        var plan = Plans.Of<Drawing>(flow => flow.Step("draw", _ => Task.CompletedTask));
        var before = json.Serialize(Before(), typeof(Drawing));
        var after = json.Serialize(After(), typeof(Drawing));
        var patch = json.PatchBetween(before, after).ShouldNotBeNull();

        var draft = new StateDraft(plan.StateType, json, before);
        draft.Apply(new StateChange(patch));

        json.Serialize(draft.Value, typeof(Drawing)).ShouldBe(after.Replace("""  """, "", StringComparison.Ordinal));
        json.PatchBetween(StatePatch.Apply(before, patch), after).ShouldBeNull();
    }

    [Fact]
    public void Without_the_option_to_look_for_it_behind_other_members_the_class_is_found_as_well()
    {
        var json = WorkflowJson.ForStates(options => options.AllowOutOfOrderMetadataProperties = false);
        var before = json.Serialize(Before(), typeof(Drawing));
        var after = json.Serialize(After(), typeof(Drawing));

        var patched = StatePatch.Apply(before, json.PatchBetween(before, after));

        ((Drawing)json.Deserialize(patched, typeof(Drawing))).Main.ShouldBe(After().Main);
    }
}
