using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Tests.Instances.Json;

/// <summary>What would not be read back as it was is not stored.</summary>
public class RoundTripTests
{
    private readonly WorkflowJson _json = WorkflowJson.ForStates();

    private T Again<T>(T state)
        where T : class
    {
        TypeGraph.FaultsOf(typeof(T), _json.Options).ShouldBeEmpty();
        return (T)_json.Deserialize(_json.Serialize(state, typeof(T)), typeof(T));
    }

    private string Refused<T>(T state)
        where T : class => Should.Throw<UnstorableException>(() => _json.Serialize(state, typeof(T))).Message;

    public sealed class Loose
    {
        public HashSet<string>? Set { get; set; }

        public List<HashSet<string>> Sets { get; set; } = [];
    }

    [Fact]
    public void A_comparer_that_would_be_lost_is_refused_with_the_member()
    {
        Refused(new Loose { Set = new(StringComparer.OrdinalIgnoreCase) { "a" } }).ShouldContain("Loose.Set has a comparer");
        Refused(new Loose { Sets = { new(StringComparer.OrdinalIgnoreCase) { "a" } } }).ShouldContain("Loose.Sets[] has a comparer");
        Again(new Loose { Set = new(StringComparer.Ordinal) { "a" } }).Set.ShouldNotBeNull().ShouldBe(["a"]);
    }

    public sealed class Counter
    {
        private int _count;

        public string? Name { get; set; }

        public int Count => _count;

        public void Add() => _count++;
    }

    public sealed class Named
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Name { get; set; } = "unknown";
    }

    public sealed class Cutting
    {
        [JsonConverter(typeof(HourConverter))]
        public TimeSpan Time { get; set; }
    }

    private sealed class HourConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromHours(Math.Floor(reader.GetDouble()));

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalHours);
    }

    [Fact]
    public void What_no_type_shows_is_found_when_the_value_is_stored()
    {
        Again(new Counter()).Count.ShouldBe(0);
        var counter = new Counter();
        counter.Add();
        Refused(counter).ShouldContain("Counter.Count is 1, and would be 0 after reading");

        Again(new Named { Name = "a" }).Name.ShouldBe("a");
        Refused(new Named { Name = null }).ShouldContain("Named.Name is missing, and would be \"unknown\" after reading");

        Again(new Cutting { Time = TimeSpan.FromHours(2) }).Time.Hours.ShouldBe(2);
        Refused(new Cutting { Time = TimeSpan.FromHours(2.5) }).ShouldContain("Cutting.Time is 2.5, and would be 2 after reading");
    }

    [Fact]
    public void A_shape_that_comes_late_is_looked_at_too()
    {
        for (var i = 0; i < 100; i++)
            _json.Serialize(new Named { Name = $"n{i}" }, typeof(Named));

        Refused(new Named { Name = null }).ShouldContain("Named.Name");
    }

    private void Store<T>(int count, Func<int, T> value)
        where T : class
    {
        for (var i = 0; i < count; i++)
            _json.Serialize(value(i), typeof(T));
    }

    [Fact]
    public void A_value_that_only_code_of_the_application_knows_is_looked_at_each_time()
    {
        Store(100, _ => new Counter());
        var counter = new Counter();
        counter.Add();
        Refused(counter).ShouldContain("Counter.Count is 1, and would be 0 after reading");

        Store(100, _ => new Cutting { Time = TimeSpan.FromHours(2) });
        Refused(new Cutting { Time = TimeSpan.FromHours(2.5) }).ShouldContain("Cutting.Time is 2.5");

        Store(100, _ => new Halving { Number = 0 });
        Refused(new Halving { Number = 4 }).ShouldContain("Halving.Number is 2, and would be 1 after reading");

        Store(100, _ => new Loose { Set = ["a"] });
        Refused(new Loose { Set = new(StringComparer.OrdinalIgnoreCase) { "a" } }).ShouldContain("Loose.Set has a comparer");
    }

    public sealed class Halving
    {
        public int Number { get; set => field = value / 2; }
    }

    public sealed class Noted
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Name { get; set; } = "unknown";

        public JsonElement Note { get; set; }
    }

    [Fact]
    public void After_many_shapes_a_new_one_is_still_looked_at()
    {
        Store(1_200, i => new Noted { Note = JsonSerializer.SerializeToElement(new Dictionary<string, int> { [$"k{i}"] = i }) });

        Refused(new Noted { Name = null, Note = JsonSerializer.SerializeToElement(1) }).ShouldContain("Noted.Name");
    }

    public sealed class Names
    {
        public List<Numbered> All { get; set; } = [];
    }

    public sealed class Numbered
    {
        public int Number { get; set; }

        public int Other { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Name { get; set; } = "unknown";
    }

    [Fact]
    public void An_element_of_a_list_that_lacks_what_the_others_have_is_a_new_shape()
    {
        Store(100, _ => new Names { All = [new(), new()] });

        Refused(new Names { All = [new(), new() { Name = null }] }).ShouldContain("Names.All[1].Name is missing");
    }

    public sealed class Bags
    {
        public ICollection<int>? Numbers { get; set; }

        public IDictionary<string, int>? Counts { get; set; }

        public List<ISet<int>> Sets { get; set; } = [];

        public IImmutableSet<int>? Immutable { get; set; }

        public IReadOnlyCollection<int>? Fixed { get; set; }
    }

    [Fact]
    public void A_collection_that_would_be_one_of_another_kind_is_refused_with_the_member()
    {
        Refused(new Bags { Numbers = new HashSet<int> { 1 } }).ShouldContain("Bags.Numbers is a HashSet, and would be a List after reading. Declare the member as what it is, or let the class create the collection");
        Refused(new Bags { Counts = new SortedDictionary<string, int> { ["a"] = 1 } }).ShouldContain("Bags.Counts is a SortedDictionary, and would be a Dictionary");
        Refused(new Bags { Sets = { new SortedSet<int> { 1 } } }).ShouldContain("Bags.Sets[] is a SortedSet, and would be a HashSet");
        Refused(new Bags { Immutable = ImmutableSortedSet.Create(1) }).ShouldContain("Bags.Immutable is a ImmutableSortedSet, and would be a ImmutableHashSet");
        Refused(new Bags { Numbers = new Unique { 1 } }).ShouldContain("Bags.Numbers is a Unique, and would be a List");
    }

    [Fact]
    public void A_collection_that_does_as_the_one_that_JSON_makes_is_no_loss()
    {
        var bags = new Bags { Numbers = new[] { 1 }, Counts = new SortedList<string, int>().ToDictionary(), Sets = { ImmutableHashSet.Create(1) }, Immutable = ImmutableHashSet.Create(1), Fixed = new SortedSet<int> { 1 } };

        Again(bags).Fixed.ShouldBe([1]);
        Again(new Bags { Numbers = new System.Collections.ObjectModel.Collection<int> { 1 } }).Numbers.ShouldBe([1]);
    }

    private sealed class Unique : System.Collections.ObjectModel.Collection<int>
    {
        protected override void InsertItem(int index, int item)
        {
            if (!Contains(item))
                base.InsertItem(index, item);
        }
    }

    public sealed class Aging
    {
        private static long _ticks;

        public DateTimeOffset Since { get; set; }

        public long Age => Interlocked.Increment(ref _ticks) + Kind.Length;

        public string Kind { get; } = "aging";
    }

    [Fact]
    public void A_member_that_is_computed_anew_each_time_is_no_loss() => Again(new Aging { Since = DateTimeOffset.UnixEpoch }).Kind.ShouldBe("aging");

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    public abstract record Shape;

    public sealed record Circle(double Radius) : Shape;

    public sealed record Square(double Side) : Shape;

    public record Pet(string Name);

    public sealed record Dog(string Name, bool Barks) : Pet(Name);

    public sealed record Cat(string Name) : Pet(Name);

    public sealed record Drawing(Shape Main, ImmutableList<Shape> Others, Pet? Pet = null)
    {
        public required int Version { get; init; }
    }

    [Fact]
    public void Records_with_members_of_declared_classes_survive()
    {
        var drawing = new Drawing(new Circle(1), [new Square(2), new Circle(3)], new Cat("Tom")) { Version = 2 };

        var again = Again(drawing);

        (again.Main, again.Version, again.Pet?.Name).ShouldBe((drawing.Main, 2, "Tom"));
        again.Others.ShouldBe(drawing.Others);
    }

    [Fact]
    public void A_class_of_which_JSON_keeps_only_the_base_is_refused() =>
        Refused(new Drawing(new Circle(1), [], new Dog("Rex", true)) { Version = 1 }).ShouldContain("an object of type Dog stands in a member of type Pet, of which JSON keeps the members of Pet alone: 'Barks' would be lost");

    public sealed class Untyped
    {
        public Dictionary<string, object?> Values { get; set; } = [];
    }

    [Fact]
    public void A_value_in_a_member_of_type_object_is_refused_unless_it_is_JSON()
    {
        Again(new Untyped { Values = { ["a"] = null, ["b"] = JsonSerializer.SerializeToElement("x") } }).Values.Count.ShouldBe(2);
        var message = Refused(new Untyped { Values = { ["a"] = 5 } });
        message.ShouldContain("System.Int32");
        message.ShouldContain("$.Values");
    }

    [Fact]
    public void A_converter_of_the_application_is_trusted_with_what_it_converts()
    {
        var json = WorkflowJson.ForStates(options => options.Converters.Add(new ObjectConverter()));
        TypeGraph.FaultsOf(typeof(Untyped), json.Options).ShouldBeEmpty();
        var text = json.Serialize(new Untyped { Values = { ["a"] = "x" } }, typeof(Untyped));
        ((Untyped)json.Deserialize(text, typeof(Untyped))).Values["a"].ShouldBe("x");
    }

    private sealed class ObjectConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
