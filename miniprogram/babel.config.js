/** `targets` keeps optional chaining and `??` out of the output: the oldest base libraries WeChat still serves cannot parse them. */
module.exports = {
  presets: [
    [
      "taro",
      {
        framework: "react",
        ts: true,
        compiler: "webpack5",
        targets: process.env.TARO_ENV === "h5" ? { ios: "10", android: "6" } : { ios: "9", android: "5" },
        useBuiltIns: false,
      },
    ],
  ],
};
