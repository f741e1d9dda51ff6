using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Tests.Instances.Json;

/// <summary>What can be seen from a type is refused before anything is stored, with the member and the remedy.</summary>
public class TypeGraphTests
{
    private static IReadOnlyList<string> FaultsOf<T>(Action<JsonSerializerOptions>? configure = null) =>
        TypeGraph.FaultsOf(typeof(T), WorkflowJson.ForStates(configure is null ? [] : [configure]).Options);

    private static void ShouldBeRefused<T>(string fault, string remedy)
    {
        var only = FaultsOf<T>().ShouldHaveSingleItem();
        only.ShouldContain(fault);
        only.ShouldContain(remedy);
    }

    private sealed class Line
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class Cart
    {
        public List<Line> Lines { get; set; } = [];

        public string? Name { get; set; }
    }

    [Fact]
    public void A_member_without_a_setter_that_is_another_each_time() => ShouldBeRefused<Cart>("Cart.Lines[].Id has no setter and is not read back", "[JsonIgnore]");

    private sealed class Unset
    {
        public int Number { get; }

        public int[] Numbers { get; } = [1];

        public IReadOnlyList<string> Names { get; } = new List<string>().AsReadOnly();

        public List<string>? Missing { get; }
    }

    [Fact]
    public void Members_without_a_setter_that_nothing_can_be_put_into()
    {
        var faults = FaultsOf<Unset>();
        faults.Count.ShouldBe(4);
        foreach (var member in new[] { "Number", "Numbers", "Names", "Missing" })
            faults.ShouldContain(fault => fault.StartsWith($"Unset.{member} has no setter", StringComparison.Ordinal) && fault.Contains("Give it a setter", StringComparison.Ordinal));
    }

    private sealed class Mismatched(string identifier)
    {
        public string Id { get; } = identifier;
    }

    private sealed class Holder
    {
        public Mismatched? Member { get; set; }
    }

    [Fact]
    public void A_parameter_of_a_constructor_that_fills_no_member_of_its_name() =>
        ShouldBeRefused<Holder>("Holder.Member: the parameter 'identifier' of the constructor of Mismatched has no member of that name and type", "[JsonConstructor]");

    private sealed class Ambiguous
    {
        public Ambiguous(int number) => Number = number;

        public Ambiguous(int number, int other) => Number = number + other;

        public int Number { get; set; }
    }

    private sealed class Closed
    {
        private Closed()
        {
        }

        public static Closed Instance => new();

        public int Number { get; set; }
    }

    [Fact]
    public void A_class_without_a_constructor_for_JSON()
    {
        ShouldBeRefused<Ambiguous>("Ambiguous has no constructor that JSON can use", "[JsonConstructor]");
        ShouldBeRefused<Closed>("Closed has no constructor that JSON can use", "[JsonConstructor]");
    }

    private abstract class Animal
    {
        public string? Name { get; set; }
    }

    private sealed class Zoo
    {
        public Dictionary<string, List<Animal?>> Animals { get; set; } = [];

        public IComparable? Rank { get; set; }

        public Animal? Eldest => Animals.Values.SelectMany(animals => animals).FirstOrDefault();
    }

    [Fact]
    public void An_interface_or_abstract_class_of_which_no_class_is_declared()
    {
        var faults = FaultsOf<Zoo>();
        faults.Count.ShouldBe(2);
        faults[0].ShouldStartWith("Zoo.Animals[][] is Animal, an abstract class");
        faults[0].ShouldContain("[JsonDerivedType] on Animal");
        faults[1].ShouldStartWith("Zoo.Rank is IComparable, an interface");
    }

    private sealed class Foreign
    {
        public ConcurrentBag<int> Bag { get; set; } = [];

        public CultureInfo? Culture { get; set; }

        public Type? Type { get; set; }

        public Action? Callback { get; set; }

        public System.Numerics.Complex Complex { get; set; }

        public Lazy<int>? Lazy { get; set; }

        public Dictionary<Line, int> ByLine { get; set; } = [];

        public PriorityQueue<int, int> Queue { get; set; } = new();
    }

    [Fact]
    public void Types_that_JSON_writes_and_does_not_read()
    {
        var faults = FaultsOf<Foreign>();
        foreach (var member in new[] { "Bag", "Culture", "Type", "Callback", "Complex", "Lazy", "ByLine", "Queue" })
            faults.ShouldContain(fault => fault.StartsWith($"Foreign.{member}", StringComparison.Ordinal), $"{member} is missing in {string.Join('\n', faults)}");
    }

    private sealed class Hidden
    {
        private int _count;

        public void Add() => _count++;

        public override string ToString() => $"{_count}";
    }

    private sealed class Blind
    {
        public System.Text.StringBuilder Text { get; set; } = new();

        public Random Random { get; set; } = new();

        public Exception? Exception { get; set; }

        public Hidden? Hidden { get; set; }
    }

    [Fact]
    public void Types_of_which_the_text_does_not_show_all()
    {
        var faults = FaultsOf<Blind>();
        faults.ShouldContain(fault => fault.StartsWith("Blind.Text is of type System.Text.StringBuilder, of which JSON cannot read everything back. Use another type, or give it a JsonConverter", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("Blind.Random is of type System.Random, of which JSON can read nothing back", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("Blind.Exception is of type System.Exception, of which JSON cannot read everything back", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("Blind.Hidden is of type", StringComparison.Ordinal) && fault.Contains("of which JSON can read nothing back", StringComparison.Ordinal));
        faults.Count.ShouldBe(4);
    }

    private sealed class Nothing;

    private sealed class Scratch
    {
        [JsonIgnore]
        public int Number { get; set; }

        [JsonIgnore]
        internal int Other { get; set; }
    }

    private sealed class Known
    {
        public System.Drawing.Rectangle Rectangle { get; set; }

        public System.Drawing.PointF Point { get; set; }

        public System.Numerics.Matrix4x4 Matrix { get; set; }

        public System.Numerics.Vector3 Vector { get; set; }

        public System.Numerics.Quaternion Quaternion { get; set; }

        public KeyValuePair<string, Nothing> Pair { get; set; }

        public Tuple<int, string>? Tuple { get; set; }

        public System.Net.Http.HttpMethod? Method { get; set; }

        public Nothing? Nothing { get; set; }

        public Scratch? Scratch { get; set; }
    }

    [Fact]
    public void Types_of_NET_of_which_the_text_shows_all_are_no_fault() => FaultsOf<Known>().ShouldBeEmpty();

    private sealed class Tagged : List<string>
    {
        public string? Tag { get; set; }
    }

    private sealed class Pile : Stack<int>;

    private sealed class Collections
    {
        public Tagged Tagged { get; set; } = [];

        public Pile Pile { get; set; } = new();
    }

    [Fact]
    public void Classes_that_are_more_than_the_collection_they_derive_from()
    {
        var faults = FaultsOf<Collections>();
        faults.Count.ShouldBe(2);
        faults[0].ShouldContain("Collections.Tagged is of type Tagged, a collection, of which JSON keeps the elements alone: 'Tag' would be lost");
        faults[1].ShouldContain("Collections.Pile is of type Pile, a stack, which JSON reads back upside down");
    }

    private sealed class Fields
    {
        public (int, string) Pair { get; set; }
    }

    [Fact]
    public void Fields_where_the_application_has_JSON_pass_over_them() =>
        FaultsOf<Fields>(options => options.IncludeFields = false)[0].ShouldContain("Fields.Pair.Item1 is a field, which JSON passes over");

    private sealed class Tree
    {
        public List<Tree> Children { get; } = [];

        [JsonIgnore]
        public Animal? Scratch { get; set; }

        [JsonConverter(typeof(AnimalConverter))]
        public Animal? Pet { get; set; }

        public string Kind { get; } = "tree";

        public bool IsLeaf => Children.Count == 0;
    }

    private sealed class AnimalConverter : JsonConverter<Animal>
    {
        public override Animal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Animal value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    [Fact]
    public void What_is_left_out_converted_computed_or_always_the_same_is_no_fault() => FaultsOf<Tree>().ShouldBeEmpty();
}
