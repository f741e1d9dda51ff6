using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Tests.Instances.Json;

/// <summary>What a step puts into a state, the next one finds.</summary>
public class MemberReadingTests
{
    private readonly WorkflowJson _json = WorkflowJson.ForStates();

    private T Again<T>(T state)
        where T : class
    {
        TypeGraph.FaultsOf(typeof(T), _json.Options).ShouldBeEmpty();
        return (T)_json.Deserialize(_json.Serialize(state, typeof(T)), typeof(T));
    }

    public sealed class Basket
    {
        public List<string> Lines { get; } = ["first"];

        public Dictionary<string, int> Counts { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Queue<int> Queue { get; } = new();

        public Stack<int> Done { get; } = new();

        public Address Address { get; } = new();

        public int Total { get; private set; }

        public string? Note { get; internal set; }

        public string? Field;

        public void Add(int amount) => Total += amount;
    }

    public sealed class Address
    {
        public string? City { get; set; }

        public List<string> Lines { get; } = [];
    }

    [Fact]
    public void Members_without_a_public_setter_are_read_back()
    {
        var basket = new Basket { Field = "f", Note = "n" };
        basket.Lines.Clear();
        basket.Lines.Add("a");
        basket.Counts["A"] = 1;
        basket.Queue.Enqueue(1);
        basket.Queue.Enqueue(2);
        basket.Done.Push(1);
        basket.Done.Push(2);
        basket.Address.City = "Berlin";
        basket.Address.Lines.Add("l");
        basket.Add(7);

        var again = Again(basket);

        again.Lines.ShouldBe(["a"]);
        again.Counts["a"].ShouldBe(1);
        again.Queue.ShouldBe([1, 2]);
        again.Done.Pop().ShouldBe(2);
        (again.Address.City, again.Address.Lines.Single()).ShouldBe(("Berlin", "l"));
        (again.Total, again.Note, again.Field).ShouldBe((7, "n", "f"));
    }

    public sealed class Guarded
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines => _lines;

        public IEnumerable<string> Lengthy => _lines.Where(line => line.Length > 3);

        public int Count => _lines.Count;

        public void Add(string line) => _lines.Add(line);
    }

    [Fact]
    public void A_private_list_behind_a_property_is_filled_and_what_is_computed_from_it_is_left_alone()
    {
        var guarded = new Guarded();
        guarded.Add("a");
        guarded.Add("long");

        var again = Again(guarded);

        again.Lines.ShouldBe(["a", "long"]);
        (again.Count, again.Lengthy.Single()).ShouldBe((2, "long"));
    }

    public class Base
    {
        public int Inherited { get; private set; }

        public void Set(int value) => Inherited = value;
    }

    public sealed class Derived : Base;

    [Fact]
    public void A_private_setter_of_a_base_class_is_used()
    {
        var derived = new Derived();
        derived.Set(3);
        Again(derived).Inherited.ShouldBe(3);
    }

    public struct Point
    {
        public Point(int x) => X = x;

        public int X { get; private set; }

        public int Y;
    }

    public sealed class Mixed
    {
        public (int Number, string Text) Pair { get; set; }

        public Tuple<int, string>? Old { get; set; }

        public BigInteger Big { get; set; }

        public BigInteger? MaybeBig { get; set; }

        public Stack<string> Stack { get; set; } = new();

        public ConcurrentStack<int> Concurrent { get; set; } = new();

        public ImmutableStack<int> Immutable { get; set; } = [];

        public ImmutableArray<int> Array { get; set; } = [];

        public Point Point { get; set; }

        public Dictionary<string, List<Point>> Points { get; set; } = [];

        public DateTime Local { get; set; }

        public DateTime Utc { get; set; }

        public DateTime Unspecified { get; set; }

        public DateTimeOffset Offset { get; set; }

        public DayOfWeek? Day { get; set; }

        public decimal Amount { get; set; }

        public HashSet<DayOfWeek> Days { get; set; } = [];

        public JsonElement? Anything { get; set; }

        public object? Json { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement> More { get; set; } = [];

        [JsonIgnore]
        public string? Scratch { get; set; }
    }

    [Fact]
    public void Types_that_JSON_knows_badly_survive()
    {
        var mixed = new Mixed
        {
            Pair = (1, "a"),
            Old = Tuple.Create(2, "b"),
            Big = BigInteger.Parse("-123456789012345678901234567890", null),
            MaybeBig = BigInteger.One,
            Stack = new(["bottom", "top"]),
            Concurrent = new([1, 2]),
            Immutable = [1, 2],
            Array = [1],
            Point = new Point(4) { Y = 5 },
            Points = { ["a/b~c \"$type"] = [new Point(6)] },
            Local = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local),
            Utc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            Unspecified = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
            Offset = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            Day = DayOfWeek.Friday,
            Amount = 1.00m,
            Days = [DayOfWeek.Monday, DayOfWeek.Sunday],
            Anything = JsonSerializer.SerializeToElement(new { a = 1 }),
            Json = JsonSerializer.SerializeToElement(5),
            More = { ["extra"] = JsonSerializer.SerializeToElement("x") },
            Scratch = "not kept",
        };

        var again = Again(mixed);

        (again.Pair, again.Old, again.Big, again.MaybeBig, again.Day).ShouldBe((mixed.Pair, mixed.Old, mixed.Big, mixed.MaybeBig, mixed.Day));
        (again.Stack.Peek(), again.Concurrent.First(), again.Immutable.Peek(), again.Array.Single()).ShouldBe(("top", 2, mixed.Immutable.Peek(), 1));
        (again.Point.X, again.Point.Y, again.Points["a/b~c \"$type"].Single().X).ShouldBe((4, 5, 6));
        (again.Local.Kind, again.Utc.Kind, again.Unspecified.Kind, again.Offset.Offset).ShouldBe((DateTimeKind.Local, DateTimeKind.Utc, DateTimeKind.Unspecified, TimeSpan.FromHours(2)));
        (again.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), again.More["extra"].GetString(), again.Scratch).ShouldBe(("1.00", "x", null));
        again.Days.ShouldBe(mixed.Days, ignoreOrder: true);
        again.Json.ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(5);
    }

    public sealed class Compared
    {
        public HashSet<string> Set { get; set; } = new(StringComparer.OrdinalIgnoreCase);

        public SortedSet<int> Descending { get; set; } = new(Comparer<int>.Create((x, y) => y.CompareTo(x)));

        public IDictionary<string, int> Dictionary { get; set; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

        public ImmutableHashSet<string> Immutable { get; set; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

        public ImmutableDictionary<string, int> Entries { get; set; } = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

        public ConcurrentDictionary<string, int> Concurrent { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, HashSet<string>> Plain { get; set; } = new(StringComparer.Ordinal);
    }

    [Fact]
    public void A_set_or_dictionary_keeps_the_comparer_that_its_class_gives_it()
    {
        var compared = new Compared
        {
            Set = { "A" },
            Descending = { 1, 3, 2 },
            Dictionary = { ["A"] = 1 },
            Plain = { ["x"] = ["y"] },
        };
        compared.Immutable = compared.Immutable.Add("A");
        compared.Entries = compared.Entries.Add("A", 1);
        compared.Concurrent["A"] = 1;

        var again = Again(compared);

        again.Set.Contains("a").ShouldBeTrue();
        again.Descending.ToArray().ShouldBe([3, 2, 1]);
        (again.Dictionary["a"], again.Entries["a"], again.Concurrent["a"], again.Immutable.Contains("a")).ShouldBe((1, 1, 1, true));
        again.Plain["x"].ShouldBe(["y"]);
    }

    public sealed class Kept
    {
        private static readonly SortedSet<int> _none = [];

        public ICollection<int> Seen { get; set; } = new HashSet<int>();

        public IDictionary<string, int> Counts { get; set; } = new SortedDictionary<string, int>();

        public ISet<int> Ordered { get; set; } = new SortedSet<int>();

        public IEnumerable<int> Numbers { get; set; } = [];

        public IReadOnlyList<int> Fixed { get; set; } = new List<int>().AsReadOnly();

        public ISet<int> Shared { get; set; } = _none;

        public List<int> Plain { get; set; } = [0];

        public static int SharedCount => _none.Count;
    }

    [Fact]
    public void A_collection_in_the_member_of_an_interface_stays_what_its_class_made()
    {
        var kept = new Kept { Seen = { 1 }, Counts = { ["b"] = 1, ["a"] = 2 }, Ordered = { 3, 1 }, Numbers = [1, 2], Fixed = [5], Shared = new HashSet<int> { 1 }, Plain = [1, 2] };

        var again = Again(kept);

        again.Seen.Add(1);
        again.Seen.ShouldBe([1]);
        again.Counts["0"] = 0;
        again.Counts.Keys.ShouldBe(["0", "a", "b"]);
        again.Ordered.Add(2);
        again.Ordered.ShouldBe([1, 2, 3]);
        (again.Numbers.Sum(), again.Fixed.Single(), again.Shared.Single(), again.Plain.Count).ShouldBe((3, 5, 1, 2));
        Kept.SharedCount.ShouldBe(0);
    }
}
