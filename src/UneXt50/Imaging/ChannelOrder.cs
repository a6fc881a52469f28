namespace UneXt50.Imaging;

/// <summary>The order of the planes in a network's input.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: Caffe, DIGITS, OpenCV, and Keras where it says "caffe".</summary>
    Bgr,
}
