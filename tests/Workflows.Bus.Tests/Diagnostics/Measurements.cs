using System.Diagnostics.Metrics;
using Workflows.Diagnostics;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Diagnostics;

/// <summary>Listens to the metrics of one bus.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<string> _instruments = [];
    private readonly List<Measured> _taken = [];

    public Measurements(TestBus bus)
    {
        var meter = bus.Get<WorkflowMetrics>().Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter != meter)
                return;

            _instruments.Add(instrument.Name);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What an instrument measured: its tags in the order of their names, and the value.</summary>
    public IReadOnlyList<string> Of(string instrument)
    {
        lock (_lock)
            return [.. _taken.Where(measured => measured.Instrument == instrument).Select(measured => $"{measured.Tags} = {measured.Value:0.###}".TrimStart())];
    }

    /// <summary>Names of all instruments of the bus.</summary>
    public IEnumerable<string> Instruments => _instruments.Order(StringComparer.Ordinal);

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(" ", tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}:{tag.Value}"));
        lock (_lock)
            _taken.Add(new Measured(instrument.Name, text, value));
    }

    private sealed record Measured(string Instrument, string Tags, double Value);
}
