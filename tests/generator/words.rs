//! Wordings. What the detector is tuned on and what it is judged by share no list.

/// The words of one set of announcements.
#[derive(Debug)]
pub struct Words {
    pub id: &'static [&'static str],
    pub mobile: &'static [&'static str],
    pub name: &'static [&'static str],
    pub card: &'static [&'static str],
    pub home: &'static [&'static str],
    pub home_phone: &'static [&'static str],
    pub born: &'static [&'static str],
    pub list_titles: &'static [&'static str],
    pub list_leads: &'static [&'static str],
    /// `{name}`, `{sex}`, `{born}`, `{id}`, `{home}`, `{mobile}`, `{name2}` are filled in.
    pub cases: &'static [&'static str],
    pub innocent: &'static [&'static str],
    pub notices: &'static [&'static str],
    /// Whole announcements; see [`super::scenes`].
    pub scenes: &'static str,
}

pub const TUNE: Words = Words {
    id: &["身份证号", "身份证号码", "公民身份号码", "证件号码"],
    mobile: &["手机号", "联系电话", "手机号码", "电话"],
    name: &["姓名", "户主姓名", "申请人"],
    card: &["银行卡号", "一卡通账号", "银行账号"],
    home: &["家庭住址", "住址", "户籍地址"],
    home_phone: &["家庭电话", "住宅电话"],
    born: &["出生日期", "出生年月"],
    list_titles: &[
        "关于2023年第三季度城乡低保对象的公示",
        "公共租赁住房保障对象名单公示",
        "2022年度公开招聘拟录用人员名单",
        "困难学生资助名单公示",
        "关于征地补偿款发放情况的公示",
    ],
    list_leads: &[
        "经个人申请、村级评议、镇级审核，现将名单公示如下，公示期7天。",
        "根据有关规定，现将拟享受补助人员名单予以公示。",
    ],
    cases: &[
        "当事人：{name}，{sex}，身份证号码：{id}，住址：{home}。经查，当事人未取得许可从事经营活动。",
        "被告{name}，{sex}，{born}出生，汉族，公民身份号码{id}，住{home}。本院受理原告诉你民间借贷纠纷一案。",
        "{name}（身份证号：{id}，联系电话：{mobile}）于2023年3月1日在工地受伤，现予认定为工伤。",
        "违法行为人{name}，{sex}，身份证件号码：{id}，因酒后驾驶被查获。",
        "兹有我村村民{name}，身份证号{id}，手机号码{mobile}，家庭困难，情况属实。",
        "委托人{name}（{id}）委托{name2}办理不动产登记。",
        "申请人姓名：{name}\n身份证号：{id}\n联系方式：{mobile}",
    ],
    innocent: &[
        "为进一步优化营商环境，我市出台若干措施，全年新增市场主体12.6万户，同比增长8.4%。",
        "办理身份证须携带户口簿原件，身份证号码共18位，遗失的应当及时挂失。",
        "会议强调，要切实保护公民个人信息，不得在公示中公开身份证号、手机号等内容。",
        "截至2023年6月30日，累计完成投资1386251.37万元，占年度计划的52.3%。",
        "本项目位于海口市龙华区，总用地面积33812.65平方米，容积率2.0。",
        "咨询服务热线12345，举报电话12388，工作时间8:30-17:30。",
        "根据《中华人民共和国政府信息公开条例》第十九条，现将有关事项公告如下。",
        "投标保证金缴纳至：户名：海口市公共资源交易中心，开户行：某某银行，账号：2201020109200123456。",
    ],
    notices: &[
        "关于开展2023年度安全生产检查的通知",
        "市政府办公室采购公告",
        "中标结果公告",
        "办事指南",
        "部门预算公开说明",
    ],
    scenes: include_str!("scenes/tune.txt"),
};

pub const HELD_OUT: Words = Words {
    id: &["居民身份证号码", "身份证件号", "身份证", "有效证件号"],
    mobile: &["本人电话", "移动电话", "联系方式", "电话号码"],
    name: &["学生姓名", "当事人姓名", "户主"],
    card: &["社保卡银行账号", "卡号", "惠农一卡通"],
    home: &["现住址", "家庭地址", "居住地址"],
    home_phone: &["宅电", "家庭固定电话"],
    born: &["出生年月日", "出生时间"],
    list_titles: &[
        "残疾人两项补贴发放花名册",
        "农村危房改造拟补助对象公示",
        "高层次人才拟认定名单",
        "退役军人优待金发放明细",
        "耕地地力保护补贴公示表",
    ],
    list_leads: &["如有异议，请在公示期内向我单位反映。", "现将审核通过的人员情况公布如下，接受社会监督。"],
    cases: &[
        "被处罚人：{name}　性别：{sex}　公民身份证号码：{id}　现住：{home}　上述人员擅自占用耕地。",
        "失信被执行人{name}，{sex}，证件号：{id}，户籍所在地{home}，拒不履行生效判决。",
        "经核实，参保人{name}（身份证：{id}）重复领取待遇，请速与我局联系退回。",
        "{name}，居民身份证{id}，电话{mobile}，经评审拟认定为D类人才。",
        "寻亲启事：走失者{name}，{sex}，{born}生，身份证号码为{id}。家属电话{mobile}。",
        "受益人：{name}；证件号码：{id}；手机：{mobile}；关系人：{name2}。",
        "车主{name}，身份证号码{id}，驾驶证与身份证一致。",
    ],
    innocent: &[
        "全区共排查整治隐患1,286处，出动执法人员3500余人次，下达文书412份。",
        "申请人应当如实填写身份证件号码，委托他人办理的须提供双方身份证复印件。",
        "本次抽检共涉及13个类别，检出率为0.35%，样品批号20230415001。",
        "2022年一般公共预算收入18653274126.35元，上年结转13920011587元。",
        "台风路径编号2306，中心位于北纬18.9度、东经112.3度，气压985百帕。",
        "网上办理网址：https://www.example.gov.cn/art/2023/4/15/art_1300_13812345678.html",
        "开标时间：2023-05-18 09:30:00，文件获取期限20230425至20230506。",
        "批准文号：国药准字H20133127，产品标准号GB/T 19001-2016，生产批号13520190815。",
    ],
    notices: &["竞争性磋商公告", "政府采购合同公告", "关于停水停电的通告", "公共服务事项清单", "2022年决算公开"],
    scenes: include_str!("scenes/held_out.txt"),
};
