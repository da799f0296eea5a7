//! The words that labels are made of, by what they name. Every word begins with a Chinese
//! character; names made by programmers are in [`KEYS`].

use super::topic::Topics;

/// Words of Chinese labels. The longest word at a place counts.
pub(super) static WORDS: &[(Topics, &str)] = &[
    (
        Topics::ID,
        "一代证 一代证号 一代身份证 第一代身份证 老身份证号 老证号 旧身份证号 旧证号 原身份证号 身份证 身份证号 身份证号码 身份证编号 身份证件号 身份证件号码 身份号码 身份证证号 公民身份号码 公民身份证 公民身份证号码 \
         居民身份证 居民身份证号 居民身份证号码 二代身份证 二代证号 户口身份证 身份证字号 身份证明号码 身份识别号码 \
         居住证号 居民居住证 永久居留身份证 永居证 驾驶证号 驾驶证号码 驾驶证编号 机动车驾驶证号 机动车驾驶证号码 驾照号 社会保障号 社会保障号码 公民社会保障号码 身份证明号 居民身份号码 \
         居民身份证编号 身份证件编号 居留证 居留证号 居留证号码 居留许可号 永久居留证 永久居留证号 永久居留证号码 永居 永居号 永居卡号 外国人居留证 外国人永久居留证 学生身份证件号 学生身份证号 学生身份证号码 身份证或户口簿号",
    ),
    (
        Topics::PAPER,
        "身份证件编码 身份代码 身份编码 身份编号 身份号 公民号码 公民号 居民号码 证照编号 证照号 证照编码 证件代码 证件编码 身份标识码 \
         证件号 证件号码 证件编号 证照号码 有效证件 有效证件号 有效证件号码 证件类型及号码 证件名称及号码 证件名称及号 证件 人员编号 \
         身份证明证件号码",
    ),
    (
        Topics::PHONE,
        "通联号码 联络号码 通联电话 通联方式 常用电话 通讯电话 \
         电话 电话号码 联系电话 联系方式 联系号码 联络电话 联络方式 通讯方式 通信方式 通讯号码 微信号 微信 固定电话 座机 固话 区号电话 来电 来电号码 被叫号码",
    ),
    (
        Topics::PHONE.and(Topics::MOBILE),
        "手机 手机号 手机号码 移动电话 移动号码 手提电话 联系手机 手机电话 移动手机 小灵通 本机号码 绑定手机",
    ),
    (
        Topics::PHONE.and(Topics::HOME),
        "报名手机 报名手机号 报名手机号码 报名人电话 报名人手机 预留手机 预留手机号 预留电话 预留手机号码 登记手机 登记手机号 收件人手机 收件人手机号 收货手机 投保人电话 持卡人电话 \
         主叫号码 呼入号码 来电手机 短信号码 短信接收号码 接收号码 接收手机号 家庭固定电话 家庭固话 家庭座机 住宅固话 本人电话 本人手机 本人手机号 本人联系电话 本人联系方式 家长电话 家长手机 家长手机号 家长联系电话 家长联系方式 监护人电话 监护人联系电话 监护人联系方式 \
         监护人手机 家庭电话 住宅电话 宅电 家庭联系电话 个人电话 个人手机 个人手机号 个人手机号码 个人联系电话 个人联系方式 学生电话 学生手机 患者电话 患者联系电话 患者手机 \
         投诉人电话 举报人电话 信访人电话 来访人电话 收件人电话 学员电话 患者家属电话 户主电话 户主手机 户主联系电话 考生电话 考生手机 考生联系电话 收货人电话 紧急联系电话 紧急联系人电话 家属电话 家属联系电话 \
         当事人电话 当事人联系电话 申请人手机 申请人电话 申请人联系电话 私人电话 私人手机 紧急联系人",
    ),
    (
        Topics::PHONE.and(Topics::OFFICE),
        "咨询电话 办公电话 办公室电话 监督电话 监督举报电话 举报电话 举报投诉电话 投诉电话 投诉举报电话 值班电话 服务电话 热线 热线电话 服务热线 咨询热线 监督热线 \
         举报热线 投诉热线 传真 传真号码 传真电话 单位电话 公司电话 企业电话 机构电话 业务电话 业务咨询电话 报名电话 预约电话 受理电话 \
         窗口电话 总机 客服 客服电话 客服热线 技术支持 技术支持电话 质疑电话 救援电话 报警电话 报修电话 抢修电话 采购人联系方式 采购人联系电话 \
         项目联系方式 项目联系电话 代理机构联系方式 联系人电话 联系人手机 联系人手机号 联系人手机号码 联系人联系电话 联系人联系方式 联系人及电话 联系人及联系方式 联系人及联系电话 政策咨询电话 \
         卫星电话 值守电话 值守座机 带班电话 公开电话 对外电话 便民电话 服务监督电话 招生电话 招聘电话 应聘电话 门诊电话 急救电话 办事电话 反映电话 受理热线 学校电话 \
         项目负责人电话 负责人电话 负责人联系电话 负责人手机 联络员电话 河长电话 责任人电话 责任人联系电话 单位联系电话 办公固话 业务联系电话 订票电话 订餐电话",
    ),
    (
        Topics::OFFICE,
        "咨询 监督 举报 投诉 值班 客服 报名 受理 质疑 窗口 垂询 详询 欢迎来电 来电咨询 来电垂询 来电预约 致电 拨打 异议 反映 办公地址 办公地点 单位地址 公司地址 注册地址 经营地址 办公时间 \
         工作时间 上班时间 邮政编码 邮编 网址 网站 公众号 微信公众号 公告期 公示期 开标地点 递交地点 现场地址 办理地点 报名地点 报名地址 \
         企业地址 企业住所 经营场所 营业场所 机构地址 医院地址 学校地址 门店地址 网点地址 项目地址 建设地点 生产地址 仓库地址 施工地点 地点 交货地点 服务地点",
    ),
    (
        Topics::BANK,
        "工资卡 开户银行账号 开户行账号 开户银行卡号 银行卡 银行卡号 银行卡账号 银行账号 银行帐号 银行账户 银行帐户 银行户号 卡号 一卡通 一卡通号 一卡通账号 一卡通帐号 一卡通卡号 存折 存折号 存折账号 社保卡 社保卡号 社保卡号码 \
         社会保障卡 社会保障卡号 社会保障卡卡号 社保卡银行账号 社保卡金融账号 惠农卡 惠民卡 惠农一卡通 账号 帐号 账户 帐户 账户号码 收款银行卡 收款银行卡号 收款银行账号 收款银行账户 开户账号 开户帐号 收款人账号 收款人帐号 收款单位账号 收款方账号 收款账号 收款账户 收款帐号 发放账号 发放账户 打卡账号 工资卡号 个人账号 \
         本人账号 本人银行账号 本人银行卡号 户主银行账号 领款账号 储蓄卡 储蓄卡号 信用卡号 借记卡号 支付宝账号 支付宝",
    ),
    (
        Topics::ACCOUNT_HOLDER,
        "收款人全称 收款人名称 收款单位全称 收款单位名称 收款方 单位全称 账户全称 户名全称 开户名 开户人名称 开户全称 开户行 开户银行 开户行名称 开户名称 开户单位 收款单位 收款银行 收款人户名 账户名称 帐户名称 户名 保证金 保证金账户 对公账户 对公账号 基本户 公户 开户许可证 \
         银行名称 行号 联行号 缴款账户 缴费账户 单位账户 单位账号",
    ),
    (Topics::PASSPORT, "护照编码 护照本号 护照 护照号 护照号码 护照编号"),
    (
        Topics::PERMIT,
        "通行证 通行证号 通行证号码 港澳居民来往内地通行证 港澳居民来往内地通行证号码 回乡证 回乡证号 往来港澳通行证 往来港澳通行证号码 港澳通行证 台胞证 台胞证号 台胞证号码 台湾居民来往大陆通行证 \
         往来台湾通行证 大陆居民往来台湾通行证 来往内地通行证 来往大陆通行证 入台证",
    ),
    (
        Topics::DISABILITY,
        "残证 残证号 残疾证件 残疾证件号 残疾证件号码 残联证号 残疾人证件号 残疾人证件号码 残疾证 残疾证号 残疾证号码 残疾证编号 残疾人证 残疾人证号 残疾人证号码 残疾人证编号 中华人民共和国残疾人证",
    ),
    (Topics::STUDENT, "学籍号 学籍号码 学籍编号 全国学籍号 全国学籍号码 学籍辅号 国网学籍号"),
    (Topics::VAGUE, "证号"),
    (Topics::EMAIL, "邮箱 电子邮箱 电子邮件 电子信箱 邮件地址 邮箱地址 电邮 个人邮箱"),
    (
        Topics::ADDRESS.and(Topics::HOME),
        "居所 住处 现居 现居处 户籍 居住处 \
         住址 家庭住址 家庭地址 家庭详细住址 户籍地址 户籍住址 户籍所在地 户籍地 户口所在地 户口地址 居住地址 居住地 现住址 现住地址 现居住地 现居住地址 常住地址 常住地 收货地址 \
         身份证地址 身份证住址 家庭所在地 住所地 家庭居住地 住房地址 房屋地址 现住 现居地 现居住 现居地址 现居住址 租住地址 租住地 暂住地址 暂住地 租房地址 居住详细地址 居家地址 隔离地址 家庭详址 家庭门牌 户籍详址 户籍所在地址 房产地址 征收房屋地址 被征收房屋地址 居住小区 所住小区",
    ),
    (
        Topics::ADDRESS,
        "地址 详细地址 住所 通讯地址 通信地址 联系地址 邮寄地址 寄送地址 收件地址 坐落 坐落位置 坐落地址 坐落地点 房屋坐落 房屋位置 房产坐落 不动产坐落 宅基地坐落 宅基地位置 用水地址 用电地址 用气地址 用热地址 \
         供热地址 安装地址 装机地址 改造地址 房源地址 产权地址 抵押物坐落 详址 门牌地址",
    ),
    (Topics::BIRTH, "生于 生年 生辰 诞辰 出生于 出生 出生日期 出生年月 出生年月日 出生时间 出生年份 生日 出生日"),
    (
        Topics::PLATE,
        "车牌 车牌号 车牌号码 号牌 号牌号码 车号 车辆号牌 车辆牌号 牌照 牌照号 车辆牌照 机动车号牌 车辆号码 车船号牌",
    ),
    (
        Topics::NAME,
        "姓名 名字 捐款人 受捐人 产权人 被拆迁人 租户姓名 用户姓名 家长 申领人 申领人姓名 逝者 逝者姓名 被征地农民 儿童姓名 幼儿 幼儿姓名 参保对象 持有人 捐赠人 领证人 投诉人 举报人 信访人 来访人 来电人 来信人 反映人 报案人 申诉人 异议人 走失者 失主 求助人 献血者 捐献者 承包人 承包方代表 转出方 转入方 受让人 转让人 出租人 购房人 工人姓名 委托人 受托人 被告 原告 \
         被申请人 第三人 参训人员 受送达人 受处罚人 受援人 救助人 特困人员 监测对象 优抚对象 退役军人 应聘者 求职者 毕业生 老人 儿童 孤儿 残疾人 残疾人姓名 高层次人才 拟认定人才 户主 户主姓名 申请人 申请人姓名 学生 学生姓名 考生 考生姓名 患者 患者姓名 当事人 当事人姓名 被保险人 参保人 参保人员 参保人姓名 持卡人 持卡人姓名 受助人 受助学生 领取人 领取人姓名 领款人 \
         低保户 贫困户 村民 村民姓名 农户 农户姓名 业主 业主姓名 持证人 持证人姓名 权利人 权利人姓名 收款人 收款人姓名 家长姓名 被处罚人 职工姓名 职工 老人姓名 儿童姓名 婴儿姓名 候选人 拟录用人员 \
         拟聘用人员 应聘人员 应聘人 人员姓名 救助对象 补助对象 补贴对象 保障对象 保障对象姓名 困难对象 享受人 享受人员 受益人 申报人 申报人姓名 承租人 配偶 配偶姓名 家庭成员 家庭成员姓名 \
         参加人员 候选人姓名 被征收人 被执行人 违法行为人 驾驶人 驾驶员 车主 车主姓名 死者 伤者 受伤职工 志愿者 队员 参赛选手 选手 学员 学员姓名 租户 住户 会员姓名 受害人 报名人",
    ),
    (
        Topics::CONTACT,
        "联系人 联系人姓名 业务联系人 项目联系人 经办人 经办 项目负责人 联络员 联络人 咨询人 承办人 对接人 负责人 负责人姓名 责任人 采购人 招标人 代理机构 采购代理机构 招标代理机构 联系单位 承办单位 \
         项目经理 网格员 网格长 社区民警 民警 包片民警 驻村干部 经纪人 主持人 管理人 代办人 受理人 牵头人 召集人 接待人 发言人 值班人 带班人 管护人 包片人 发布人 录入人 拟稿人 签发人 校对人 现场代表 甲方代表 业主代表 项目代表 单位代表 帮扶责任人 帮扶干部 帮扶人 帮扶联系人 包保干部 包保责任人 挂钩干部 结对干部 书记员 审判员 法官 法官助理 承办法官 主审法官 执行法官 仲裁员 \
         现场负责人 技术负责人 安全员 值班领导 带班领导 值班员 村医 家庭医生 签约医生 班主任 辅导员 校长 填表人 填报人 制表人 审核人 复核人 报送人 联系老师 指导老师 带队 领队 站长 所长 联系领导 挂点领导 第一书记 \
         采购单位 招标单位 比选人 征集人 询价人 拍卖人 出让人 联系部门 承办部门 受理部门 受理单位 监督单位 监督部门 主管部门 办案人员 执法人员 主办人 工作人员 值班人员",
    ),
    (
        Topics::ORGANISATION,
        "单位 单位名称 机构 机构名称 企业 企业名称 公司 公司名称 部门 部门名称 供应商 供应商名称 投标人 投标人名称 中标人 中标人名称 中标供应商 成交供应商 中标单位 投标单位 网点 网点名称 门店 药店 店名 \
         法定代表人 法人代表 法定代表人姓名 项目 项目名称 医院 医疗机构 医院名称 学校 学校名称 合作社 家庭农场 养殖场 商户 商户名称 经营者 经营主体 市场主体 标的 商家 酒店 酒店名称 旅行社 营业部 支行 检测机构 培训机构 \
         幼儿园 养老机构 服务机构 接种单位 接种门诊 派出所 司法所 律师事务所 律所 乡镇 街道 社区 科室 处室 站点 站点名称 服务中心 便民服务中心 村委会 居委会",
    ),
    (
        Topics::PERSONAL,
        "性别 年龄 特长 专长 民族 学历 文化程度 毕业院校 毕业学校 政治面貌 籍贯 户籍 婚姻状况 与户主关系 家庭人口 人口数 健康状况 与申请人关系 与本人关系 身份类别 人员类别 录取专业 招考职位 报考职位 报考岗位 报考单位 应聘岗位 应聘职位 应聘单位 招聘岗位 拟聘岗位 拟聘用岗位 拟录用职位 拟录用单位 申报岗位 申报专业 申报职称 申报级别 岗位名称 职位名称 所学专业 专业 毕业时间 入学时间 班级 年级 工种 人员类型 身份类型 家庭成员情况 笔试成绩 户主关系 面试成绩",
    ),
    (Topics::DUTY.and(Topics::SERIAL), "执业证号 执业证 执业证书号 律师证号 执业证编号"),
    (
        Topics::DUTY,
        "执业机构 执业单位 所属律所 所属机构 职务 职位 岗位 职责 分工 分管 河长 林长 路长 包保 驻村 党政领导 领导姓名 书记 主任 科长 局长",
    ),
    (
        Topics::SENSITIVE,
        "患病 患病情况 患病名称 病种 病名 疾病 疾病名称 所患疾病 疾病诊断 诊断 诊断结果 诊断名称 残疾类别 残疾等级 残疾类型 残疾级别 残疾程度 伤残等级 致贫原因 致困原因 贫困原因 困难原因 困难类型 困难情况 家庭困难情况 家庭情况 \
         低保原因 低保类别 低保类型 救助原因 救助类型 救助类别 申请原因 申请理由 困境类型 监护人 监护人姓名 监护情况 孤儿类型 保障原因 享受原因 病史 健康状况 精神残疾 宗教信仰 犯罪记录 前科 违法犯罪记录 家庭经济情况 \
         家庭年收入 家庭月收入 人均收入 贫困类型 致贫主要原因 主要致贫原因",
    ),
    (
        Topics::ORGANISATION_CODE,
        "统一社会信用代码 统一信用代码 社会信用代码 统一社会信用代码证 信用代码 组织机构代码 机构代码 纳税人识别号 税号 税务登记号 工商注册号 注册号 营业执照 营业执照号 营业执照注册号 统一代码 \
         行政相对人代码 纳税识别号 医疗机构编码 机构编码 单位代码 单位编码",
    ),
    (
        Topics::ORDER,
        "订单 订单号 订单编号 订单号码 流水 流水号 流水单号 交易号 交易流水 交易流水号 交易单号 支付单号 凭证 凭证号 单号 运单 运单号 快递 快递号 快递单号 快递编号 物流单号 物流 发票 发票号 发票号码 发票代码 收据 收据号 票据 \
         票据号 票据号码 票据代码 缴款码 缴费单号 缴款书编号 缴费码 商户单号 付款码 邮件号 挂号信 工单号 工单编号 提货单号 报关单号 提单号 批次号 批号",
    ),
    (
        Topics::SERIAL,
        "合同 合同号 合同编号 项目编号 项目代码 项目号 采购编号 采购计划编号 招标编号 标段编号 标段号 备案 备案号 备案编号 公安备案号 文号 案号 案件编号 案件号 受理号 受理编号 许可证 许可证号 许可证编号 证书 证书号 证书编号 批准文号 索引号 网站标识码 标识码 登记号 \
         登记编号 不动产单元号 不动产权证 不动产权证号 不动产权证书号 房产证号 档案号 档案编号 编号 序号 代码 编码 编码号 备案码 执业证号 资格证号 资格证书编号 文书号 决定书文号 处罚决定书 宗地号 地号 宗地代码 单元号 图斑号 地块编号 \
         公积金账号 公积金账户 公积金帐号 住房公积金账号 住房公积金账户 个人公积金账号 单位公积金账号 公积金个人账号 公积金单位账号 社保账号 社会保险账号 养老保险账号 养老账户 医疗保险账号 医保账号 缴费账号 缴费帐号 用户账号 用户帐号 登录账号 登录帐号 系统账号 \
         平台账号 微信账号 抖音账号 微博账号 会员账号 管理员账号 宽带账号 用电账号 用水账号 水费账号 电费账号 公交卡 公交卡号 加油卡 加油卡号 校园卡 校园卡号 门禁卡 门禁卡号 饭卡 饭卡号 水卡 水卡号 电卡号 购电卡号 燃气卡号 气卡号 \
         充值卡号 借书卡号 借阅卡号 读者证号 读者卡号 就诊卡 就诊卡号 诊疗卡号 健康卡号 购物卡号 储值卡号 电话卡号 员工卡号 工作卡号 停车卡号 通行卡号 房卡号 优待卡号 老年卡号 爱心卡号 消费卡号 资产卡片编号 采集卡号 会议号 会议号码 会议室号 直播间号 房间号码 群号 业务号 业务编号 业务流水 \
         机动车登记证 产品编号 货号 型号 商品编号 商品编码 物资编码 资产编号 固定资产编号 材料编码 清单编码 批复号 信访编号 转办编号 诉求编号 受理单号 办件编号 事项编码 事项编号 行政许可 监管号 监管码 追溯码 保单号 保单号码 保险单号 学生证 学生证号 \
         工作证 工作证号 会员号 会员卡号 房号 门牌号 楼号 车位号 房间号 床位号 住院号 病历号 门诊号 就诊号 检验号 样本号 条形码 条码 二维码 股票代码 基金代码 期号 册号 卷号 页码 邮编 户编号 图号 站号 井号 公证书编号 公证书号 规格型号 手机型号 网格编码 管理编码 标准号 执行标准 建筑许可 检验编号 报告编号 报告号 鉴定编号 车次 航班号 版本号",
    ),
    (
        Topics::EXAM,
        "准考证 准考证号 准考证号码 准考号 考号 考生号 考生编号 报名号 报名序号 报名编号 学号 工号 座位号 考场号 面试序号 抽签号 考籍号 学员编号 员工编号 职工编号 警号 执法证号 执法证 岗位代码 职位代码 岗位编号",
    ),
    (
        Topics::DEVICE,
        "车架号 发动机号 设备号 设备编号 序列号 出厂编号 出厂号 表号 户号 电表 电表号 水表号 用户号 用户编号 电能表 终端号 机身号 资源编号 身份码 井号 图书 书号 刊号 国际标准书号 产品序列号 车辆识别代号 车辆识别代码 机身编号 耳标号 耳标 防伪码 芯片号",
    ),
    (
        Topics::AMOUNT,
        "欠薪 薪资 薪酬 工钱 报酬 欠款 金额 数据量 数据总量 记录数 下载量 调用量 价 价格 报价 总价 单价 元 万元 亿元 合计 总计 小计 预算 决算 数 数量 面积 产值 收入 支出 补贴 补贴金额 补助 补助金额 补偿款 补偿金额 工资 点击量 阅读量 浏览量 访问量 人数 次数 产量 销量 存量 余额 税额 销售额 资产 投资 投资额 总投资 里程 长度 重量 容量 \
         分数 成绩 得分 总分 人次 总数 总额 款 费 费用 电话费 费率 股数 额 吨 公斤 平方米 平方公里 亩 公顷 千瓦时 户数 件数 个数 份数 增长 利润 债务 中标价 成交价 控制价 限价 起拍价 保证金额",
    ),
    (Topics::COORDINATE, "经度 纬度 坐标 经纬度 东经 北纬 横坐标 纵坐标 拐点 高程"),
    (Topics::TIME, "时间 日期 时间戳 年月 年度 月份 有效期 期限 时刻"),
    (Topics::TECHNICAL, "哈希 校验码 校验值 验证码 密码 口令 密钥 令牌 版本 流量 端口 参数 摘要 指纹 缓存"),
    // Words that name nothing here and hide shorter ones inside.
    (
        Topics::NONE,
        "身份证复印件 身份证原件 身份证明 身份证明书 身份证件 身份证正反面 证件照 证件类型 证件名称 证件种类 手机银行 手机端 手机版 手机应用 手机短信 电话会议 电话回访 电话费补贴 单元 元旦 公元 地址码 项目部 \
         数据 数字 数学 参数 系数 多数 少数 人数众多 岁数 价值 评价 原价值 账户管理 款式 条款 免费 消费 费县 增长极 元素 公开征求意见 银行卡复印件 银行卡 复印件 户口簿 户口本 微信公众平台",
    ),
];

/// Names of fields as programmers write them, in lower case, words joined: English and the initials of pinyin.
pub(super) static KEYS: &[(Topics, &str)] = &[
    (
        Topics::ID,
        "idcard idcardno idcardnum idcardnumber idno idnum idnumber identity identitycard identityno identitynumber identitynum citizenid citizenidnumber nationalid cardid \
         sfz sfzh sfzhm sfzjh sfzjhm shenfenzheng shenfenzhenghao ssn gmsfhm gmsfzh personid personalid idcode",
    ),
    (
        Topics::PAPER,
        "certno certnum certnumber certificateno zjh zjhm zjhao credno cardnum paperno credentialsno credentialno documentno",
    ),
    (
        Topics::PHONE,
        "phone tel telephone telno phoneno phonenum phonenumber contactphone contacttel lxdh lxfs dh dhhm linktel contactnumber contactno",
    ),
    (
        Topics::PHONE.and(Topics::MOBILE),
        "mobile mobileno mobilephone cellphone cell sj sjh sjhm yddh shouji shoujihao msisdn",
    ),
    (Topics::PHONE.and(Topics::HOME), "homephone jtdh bryhdh parentphone guardianphone zzdh"),
    (Topics::PHONE.and(Topics::OFFICE), "officephone worktel officetel fax hotline servicetel bgdh zxdh"),
    (
        Topics::BANK,
        "bankcard bankcardno bankno bankaccount accountno accountnumber account cardno cardnumber yhkh yhzh yhkzh zhanghao kahao ykt yktzh payee",
    ),
    (Topics::PASSPORT, "passport passportno passportnumber hz hzh hzhm huzhao"),
    (Topics::PERMIT, "permit permitno hkmacaopass txz txzh"),
    (Topics::DISABILITY, "disability disabilitycard cjzh cjrzh disabledno"),
    (Topics::STUDENT, "xjh studentregno"),
    (Topics::EMAIL, "email mail emailaddress dzyx yx youxiang"),
    (Topics::ADDRESS, "address addr dz dizhi txdz"),
    (
        Topics::ADDRESS.and(Topics::HOME),
        "homeaddress homeaddr liveaddr liveaddress residence jtzz jtdz zz hjdz xzz familyaddress",
    ),
    (Topics::BIRTH, "birth birthday birthdate dateofbirth dob csrq csny shengri"),
    (Topics::PLATE, "plate plateno platenumber licenseplate carno cph cphm hphm vehicleno"),
    (
        Topics::NAME,
        "name realname username fullname xm xingming personname studentname patientname hzxm sqr householder huzhu holder applicant owner payeename accountname",
    ),
    (Topics::ACCOUNT_HOLDER, "bankname openbank openingbank accountbank depositbank bankbranch khh khyh"),
    (Topics::CONTACT, "contact contacts contactname linkman lxr contactperson"),
    (
        Topics::ORGANISATION,
        "company org organization unit dept department dw dwmc enterprise corp agency supplier vendor",
    ),
    (Topics::PERSONAL, "gender sex age nation xb nl mz"),
    (Topics::DUTY, "post duty jobtitle zw zhiwu leader director principal"),
    (Topics::ORGANISATION_CODE, "uscc creditcode orgcode taxno tyshxydm shxydm nsrsbh"),
    (
        Topics::ORDER,
        "order orderno orderid ordernum trade tradeno transaction transactionid serial serialno payno invoice invoiceno tracking trackingno express waybill ddh lsh bill billno flow flowno",
    ),
    (
        Topics::SERIAL,
        "sn seq key index uid uuid guid pid cid oid gid fid rid bianhao bh xh contract contractno project projectno projectcode caseno docno docid fileid itemid newsid articleid recordid record \
         version rev revision batch batchno qq sku spu asset columnid channelid siteid pageid infoid",
    ),
    (Topics::VAGUE, "id no num number code"),
    (Topics::EXAM, "exam examno ticket ticketno zkzh kh studentid studentno staffno employeeno jobno xuehao gonghao"),
    (Topics::DEVICE, "imei imsi vin device deviceid deviceno isbn issn barcode mac"),
    (
        Topics::AMOUNT,
        "amount price total count qty quantity sum size width height money fee cost balance score je zj dj sl salary volume weight length area hits views",
    ),
    (Topics::COORDINATE, "lng lat lon longitude latitude coordinate coordinates location position point x y"),
    (
        Topics::TIME,
        "time date timestamp ts created updated createtime updatetime modified datetime expires expire rq sj_time",
    ),
    (
        Topics::TECHNICAL,
        "hash md5 sha sha1 sha256 token session sessionid csrf nonce signature sign digest etag integrity class style src href srcset viewbox path d points url uri link viewstate eventvalidation cookie secret",
    ),
];
